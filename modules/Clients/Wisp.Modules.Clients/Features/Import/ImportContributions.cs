using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

internal static class ImportContributions
{
    public static void AddImport(this ModuleBuilder module)
    {
        // Without a permission: the rows of another's file are not for everyone who may import.
        module.Job<ImportClientsJob>(ImportClientsJob.Key, Label.Of<ImportText>("job"));
        module.Contributions.Database!.OnlyAppend("import_origin").AllowDelete("import_mapping");
    }
}
