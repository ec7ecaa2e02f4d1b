using Wisp.Modules.Billing.Data;
using Wisp.Sdk;

namespace Wisp.Modules.Billing;

public sealed class BillingModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Title(Label.Of<BillingText>("module"));
        module.Database<BillingDb>("billing")
            .Audit("firm").Audit("point_of_sale").Audit("tax").Audit("payment_method").Audit("profile").Audit("settings", ignored: ["single"])
            .Audit("client", subject: "id", ignored: ["first_from", "enabled_on"])
            .Audit("contract_profile", subject: "client_id", ignored: ["client_id"])
            .Audit("contract_item", subject: "client_id", ignored: ["client_id", "created_at"])
            .Audit("promise", subject: "client_id", ignored: ["client_id"])
            .OnlyAppend("party", "account_transaction", "invoice_tax", "automatic_act")
            .AllowDelete("period", "run_problem", "contract_profile", "invoice_item")
            .Publish("clients_v1", "accounts_v1", "invoices_v1", "firms_v1");
        module.Features<BillingModule>();
        ParametersParts.Add(module);
        module.Permission(BillingPermissions.EditClient, Label.Of<BillingText>("permission.edit"))
            .Permission(BillingPermissions.Issue, Label.Of<BillingText>("permission.issue"))
            .Permission(BillingPermissions.Void, Label.Of<BillingText>("permission.void"))
            .Permission(BillingPermissions.CreatePayment, Label.Of<BillingText>("permission.payments"), canBeOwn: true)
            .Permission(BillingPermissions.VoidPayment, Label.Of<BillingText>("permission.void-payment"))
            .Permission(BillingPermissions.ViewAccount, Label.Of<BillingText>("permission.account"), canBeOwn: true)
            .Permission(BillingPermissions.Settings, Label.Of<BillingText>("permission.settings"));
    }
}
