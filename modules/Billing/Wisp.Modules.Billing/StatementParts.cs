using Wisp.Modules.Billing.Features.Statements;
using Wisp.Sdk;

namespace Wisp.Modules.Billing;

/// <summary>Bank statements that become payments.</summary>
internal static class StatementParts
{
    public static void Add(ModuleBuilder module)
    {
        module.Contributions.Database!
            .OnlyAppend("statement_entry")
            .AllowDelete("statement", "statement_line");
        // Without a permission: a bank's movements are not for everyone who may look at jobs.
        module.Job<StatementJob>(StatementJob.Key, Label.Of<StatementText>("job"));
        module.Menu(new MenuEntry("billing.statements", Label.Of<StatementText>("statements.title"), "/billing/statements", BillingPermissions.CreatePayment, 130, "list-check", "billing"));
    }
}
