using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ImportContracts;

internal static class ImportContributions
{
    public static void AddImport(this ModuleBuilder module)
    {
        // Without a permission: the rows of another's file are not for everyone who may import.
        module.Job<ImportContractsJob>(ImportContractsJob.Key, Label.Of<ImportText>("job"));
        module.Contributions.Database!.OnlyAppend("contract_origin");
    }
}
