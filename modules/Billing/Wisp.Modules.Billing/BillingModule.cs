using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Features.DueNotices;
using Wisp.Modules.Billing.Features.Invoices.Mailing;
using Wisp.Modules.Billing.Features.Payments;
using Wisp.Modules.Billing.Features.Payments.Mailing;
using Wisp.Modules.Billing.Features.Runs;
using Wisp.Modules.Billing.Features.States;
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
            .Audit("skip", subject: "client_id", ignored: ["client_id"])
            .OnlyAppend("party", "account_transaction", "invoice_tax", "automatic_act", "plan_adjustment")
            .AllowDelete("period", "run_problem", "run_lane", "contract_profile", "invoice_item", "skip")
            .Publish("clients_v1", "accounts_v1", "invoices_v1", "firms_v1");
        module.Features<BillingModule>();
        ParametersParts.Add(module);
        GatewayParts.Add(module);
        FiscalParts.Add(module);
        StatementParts.Add(module);
        module.Permission(BillingPermissions.EditClient, Label.Of<BillingText>("permission.edit"))
            .Permission(BillingPermissions.Issue, Label.Of<BillingText>("permission.issue"))
            .Permission(BillingPermissions.Void, Label.Of<BillingText>("permission.void"))
            .Permission(BillingPermissions.CreatePayment, Label.Of<BillingText>("permission.payments"), canBeOwn: true)
            .Permission(BillingPermissions.VoidPayment, Label.Of<BillingText>("permission.void-payment"))
            .Permission(BillingPermissions.ViewAccount, Label.Of<BillingText>("permission.account"), canBeOwn: true)
            .Permission(BillingPermissions.Settings, Label.Of<BillingText>("permission.settings"));
        module.MenuGroup(new MenuGroup("billing", Label.Of<BillingText>("menu.billing"), 300, "file-invoice"))
            .Menu(new MenuEntry("billing.invoices", Label.Of<BillingText>("invoices.title"), "/billing/invoices", BillingPermissions.ViewAccount, 100, "file-text", "billing"))
            .Menu(new MenuEntry("billing.payments", Label.Of<BillingText>("payments.title"), "/billing/payments", BillingPermissions.ViewAccount, 110, "receipt", "billing"))
            .Menu(new MenuEntry("billing.runs", Label.Of<BillingText>("runs.title"), "/billing/runs", BillingPermissions.Issue, 200, "calendar", "billing"))
            .Menu(new MenuEntry("billing.preview", Label.Of<BillingText>("preview.title"), "/billing/preview", BillingPermissions.ViewAccount, 210, "eye", "billing"));
        module.Mail<PaymentReceivedMail, PaymentReceived>(PaymentMail.Kind, Label.Of<BillingText>("mail.payment"));
        module.Job<RunJob>(RunJob.Key, Label.Of<BillingText>("job.run"), BillingPermissions.Issue);
        module.Mail<InvoiceIssuedMail, InvoiceIssued>(MailInvoicesJob.Kind, Label.Of<BillingText>("mail.invoice"));
        module.Job<MailInvoicesJob>(MailInvoicesJob.Key, Label.Of<BillingText>("job.mail-invoices"));
        module.Timer("billing.mail-invoices", "*/2 * * * *", MailInvoicesJob.Key);
        module.Mail<DueNoticeMail, DueNotice>(DueNoticesJob.Kind, Label.Of<BillingText>("mail.due"));
        module.Job<DueNoticesJob>(DueNoticesJob.Key, Label.Of<BillingText>("job.due-notices"));
        module.Job<StatesJob>(StatesJob.Key, Label.Of<BillingText>("job.states"));
        module.Timer("billing.states", "10 * * * *", StatesJob.Key);
        module.Timer("billing.run", "0 * * * *", RunJob.Key);
    }
}
