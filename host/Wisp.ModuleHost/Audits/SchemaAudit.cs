namespace Wisp.ModuleHost;

internal static class SchemaAudit
{
    /// <summary>The schema in the manifest is the one that was checked against other modules.</summary>
    public static ModuleProblem? Check(LoadedModule module)
    {
        var registered = module.Contributions!.Database?.Schema;
        return registered is null || registered == module.Manifest!.Schema
            ? null
            : ModuleProblem.Of(ProblemTexts.SchemaOther, registered, module.Manifest.Schema ?? "");
    }
}
