-- The box of the borders that an import changed so far, whichever of its jobs did it.
alter table zones.area_import add column touched ext.geometry;
