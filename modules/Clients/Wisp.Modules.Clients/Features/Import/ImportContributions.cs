using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Import;

internal static class ImportContributions
{
    public static void AddImport(this ModuleBuilder module)
    {
        module.Job<ImportClientsJob>(ImportClientsJob.Key, Label.Of<ImportText>("job"), ClientPermissions.Import);
        module.Contributions.Database!.OnlyAppend("import_origin");
    }
}
