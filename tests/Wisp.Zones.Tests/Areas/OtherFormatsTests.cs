using System.IO.Compression;
using System.Text;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;

namespace Wisp.Zones.Tests.Areas;

[Collection(AreaTests.Name)]
public sealed class OtherFormatsTests(AreaApp app)
{
    private const string Wgs84 = """GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";
    private const string Utm21 = """PROJCS["WGS_1984_UTM_Zone_21S",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],UNIT["Meter",1.0]]""";

    [Fact]
    public async Task A_KML_becomes_zones_named_by_its_placemarks_with_their_holes()
    {
        var (one, two) = (ZonesApp.Unique("Ñandú"), ZonesApp.Unique("Con hueco"));
        var preview = await app.UploadAsync(Kml(Placemark(one, "0,0,5 1,0,5 1,1,5 0,1,5 0,0,5"), Placemark(two, "2,0 5,0 5,3 2,3 2,0", "3,1 3,2 4,2 4,1 3,1")), "zonas.kml");
        Assert.Contains("Sin las alturas.", preview.Text, StringComparison.Ordinal);

        Assert.Equal(("done", 2L, 0L, 0L), await app.TakeAsync(preview));

        Assert.Equal("MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)))", await AreaAsync(one));
        Assert.Equal("MULTIPOLYGON(((2 0,5 0,5 3,2 3,2 0),(3 1,3 2,4 2,4 1,3 1)))", await AreaAsync(two));
    }

    [Fact]
    public async Task A_KMZ_is_unfolded_and_known_by_its_bytes_whatever_its_name()
    {
        var name = ZonesApp.Unique("Plegada");
        var preview = await app.UploadAsync(Zip(("doc.kml", Encoding.UTF8.GetBytes(Kml(Placemark(name, "0,0 1,0 1,1 0,1 0,0"))))), "zonas.geojson");

        Assert.Equal(("done", 1L, 0L, 0L), await app.TakeAsync(preview));
        Assert.Equal("MULTIPOLYGON(((0 0,1 0,1 1,0 1,0 0)))", await AreaAsync(name));
    }

    [Theory]
    [InlineData("iso-8859-1", null)]
    [InlineData("utf-8", "UTF-8")]
    public async Task A_shapefile_is_read_from_its_ZIP_with_its_letters(string encoding, string? named)
    {
        var name = ZonesApp.Unique("Peñarol");
        var preview = await app.UploadAsync(ShapeZip(name, Encoding.GetEncoding(encoding), Wgs84, named), "barrios.zip");
        Assert.True(preview.Document.QuerySelector("tbody .state-enabled") is not null, preview.Text);

        Assert.Equal(("done", 1L, 0L, 0L), await app.TakeAsync(preview, ("NameProperty", "NOMBRE")));
        Assert.Equal("MULTIPOLYGON(((10 20,11 20,11 21,10 21,10 20)))", await AreaAsync(name));
    }

    [Fact]
    [Trait("case", "H08")]
    public async Task Another_projection_is_refused_by_its_name()
    {
        var page = await app.UploadAsync(ShapeZip("Otra", Encoding.UTF8, Utm21, null), "otra.zip");
        Assert.Equal(["El archivo está en la proyección «WGS_1984_UTM_Zone_21S». Guardalo en WGS 84 (EPSG:4326) y volvé a subirlo."], page.Texts(".note-error p"));
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "entity", "El archivo define entidades o trae un DTD, que no se leen por seguridad." },
        { "laughs", "El archivo define entidades o trae un DTD, que no se leen por seguridad." },
        { "xml", "El archivo es XML pero no KML: empieza con «gpx»." },
        { "cut", "El archivo no es XML válido: mirá cerca de la línea 1." },
        { "nothing", "El ZIP no tiene un .kml ni un .shp." },
        { "broken", "El ZIP está dañado." },
        { "half", "El shapefile está dañado o no es un shapefile." },
        { "table", "Junto a a.shp falta su tabla (.dbf)." },
        { "projection", "Junto a a.shp falta su proyección (.prj), y sin ella no se sabe si está en WGS 84." },
        { "bomb", "Un archivo del ZIP ocupa más de 128 MB al descomprimirlo." },
        { "binary", "El archivo no es JSON válido: mirá cerca de la línea 1." },
        { "deep", "El archivo no es JSON válido: mirá cerca de la línea 1." },
        { "half type", "El archivo tiene letras a medias (escapes de Unicode incompletos)." },
        { "half projection", "El archivo tiene letras a medias (escapes de Unicode incompletos)." },
        { "surrogate", "El archivo tiene letras a medias (escapes de Unicode incompletos)." },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_file_is_refused_with_a_sentence_and_memory_stays(string what, string said)
    {
        var page = await app.UploadAsync(what switch
        {
            "entity" => Encoding.UTF8.GetBytes("""<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>"""),
            "laughs" => Encoding.UTF8.GetBytes("""<!DOCTYPE l [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>"""),
            "xml" => Encoding.UTF8.GetBytes("<gpx/>"),
            "cut" => Encoding.UTF8.GetBytes("<kml><Placemark>"),
            "nothing" => Zip(("a.txt", [1, 2, 3])),
            "broken" => [.. "PK"u8, 3, 4, .. new byte[100]],
            "half" => Zip(("a.shp", new byte[120]), ("a.dbf", new byte[40]), ("a.prj", Encoding.UTF8.GetBytes(Wgs84))),
            "table" => Zip(("a.shp", new byte[120]), ("a.prj", Encoding.UTF8.GetBytes(Wgs84))),
            "projection" => Zip(("a.shp", new byte[120]), ("a.dbf", new byte[40])),
            "bomb" => Zip(("doc.kml", new byte[200 << 20])),
            "binary" => [0x7B, 0xC3, 0x28, 0xFF, 0x00, 0x80],
            "deep" => Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","features":[""" + new string('[', 5000)),
            "half type" => Encoding.UTF8.GetBytes("""{"type":"\ud800"}"""),
            "half projection" => Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","crs":{"properties":{"name":"\ud800"}},"features":[]}"""),
            _ => Encoding.UTF8.GetBytes("""{"type":"FeatureCollection","\ud800":1,"features":[]}"""),
        }, "raro.geojson");

        Assert.Equal([said], page.Texts(".note-error p"));
        Assert.True(app.Worker.PeakMemory < 500L << 20, $"{app.Worker.PeakMemory >> 20} MB");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_read()
    {
        using var content = new ByteArrayContent(new byte[100 << 20]);
        var page = await app.UploadAsync(content, "grande.geojson");
        Assert.Equal(["El archivo pesa más de 64 MB."], page.Texts("#file-error"));
    }

    private Task<string?> AreaAsync(string name) => app.Database.ValueAsync<string>("select ext.st_astext(area) from zones.zone where name = $1", name);

    private static string Kml(params string[] placemarks) =>
        $"""<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>{string.Concat(placemarks)}</Folder></Document></kml>""";

    private static string Placemark(string name, string shell, string? hole = null) =>
        $"<Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{shell}</coordinates></LinearRing></outerBoundaryIs>"
        + (hole is null ? "" : $"<innerBoundaryIs><LinearRing><coordinates>{hole}</coordinates></LinearRing></innerBoundaryIs>") + "</Polygon></Placemark>";

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }

        return packed.ToArray();
    }

    private static byte[] ShapeZip(string name, Encoding encoding, string projection, string? named)
    {
        var square = new GeometryFactory(new PrecisionModel(), 4326).CreatePolygon([new(10, 20), new(10, 21), new(11, 21), new(11, 20), new(10, 20)]);
        var feature = new Feature(square, new AttributesTable { { "NOMBRE", name } });
        using MemoryStream shp = new(), shx = new(), dbf = new(), prj = new();
        Shapefile.WriteAllFeatures([feature], shp, shx, dbf, prj, projection, encoding);
        List<(string, byte[])> files = [("capa/barrios.shp", shp.ToArray()), ("capa/barrios.dbf", dbf.ToArray()), ("capa/barrios.prj", Encoding.UTF8.GetBytes(projection))];
        if (named is not null) files.Add(("capa/barrios.cpg", Encoding.UTF8.GetBytes(named)));
        return Zip([.. files]);
    }
}
