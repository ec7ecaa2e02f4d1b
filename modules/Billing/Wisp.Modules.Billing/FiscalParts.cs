using Wisp.Modules.Billing.Features.Fiscal;
using Wisp.Modules.Billing.Integration;
using Wisp.Sdk;

namespace Wisp.Modules.Billing;

/// <summary>Reporting to tax authorities.</summary>
internal static class FiscalParts
{
    public static void Add(ModuleBuilder module)
    {
        module.Contributions.Database!.OnlyAppend("fiscal_submission");
        module.Job<ReportJob>(ReportJob.Key, Label.Of<FiscalText>("job.report"));
        module.Timer("billing.report", "* * * * *", ReportJob.Key);
        module.Menu(new MenuEntry(FiscalMenu.Entry, Label.Of<FiscalText>("title"), "/billing/fiscal", BillingPermissions.Issue, 220, "file-text", "billing"));
    }
}
