namespace Wisp.ModuleHost;

/// <param name="Required">Known even when something else in the file is wrong.</param>
internal sealed record ManifestReading(ModuleManifest? Manifest, ModuleProblem? Problem, bool Required);
