using Wisp.Modules.Clients.Features.Export.Mailing;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Export;

internal static class ExportContributions
{
    public static void AddExport(this ModuleBuilder module)
    {
        // Without a permission: another's file is not for everyone who may export.
        module.Job<ExportClientsJob>(ExportClientsJob.Key, Label.Of<ExportText>("job"));
        module.Mail<ExportMail, ExportReady>(MailExport.Kind, Label.Of<ExportText>("mail.kind"));
        module.Permission(ClientPermissions.Export, Label.Of<ExportText>("permission"));
        module.Contributions.Database!.Audit("export", ignored: ["at"]).OnlyAppend("export");
    }
}
