using Microsoft.Extensions.DependencyInjection;
using Wisp.Contracts.Billing;
using Wisp.Contracts.Network;
using Wisp.Contracts.Portal;
using Wisp.Modules.Portal.Features.Devices;
using Wisp.Modules.Portal.Features.Messages;
using Wisp.Modules.Portal.Features.Notices;
using Wisp.Modules.Portal.Features.Push;
using Wisp.Sdk;

namespace Wisp.Modules.Portal;

/// <summary>Paired devices, and what subscribers are told.</summary>
internal static class NoticeParts
{
    public static void Add(ModuleBuilder module)
    {
        module.Contributions.Database!
            .Audit("pairing", subject: "id", masked: ["link_id"])
            .Audit("device", subject: "client_id", ignored: ["client_id", "paired_at"])
            .Audit("message", ignored: ["made_at", "made_by", "job_id", "ended_at"])
            .AllowDelete("notice", "push_subscription", "device");
        module.Services.AddSingleton<PushHosts>().AddSingleton<PushTokens>().AddSingleton<PushSender>();
        NoticeKinds.Add(module.Services);
        if (module.Process == ModuleProcess.Web) PairingRateLimit.Add(module.Services);
        module.On<InvoicesIssued, TellOfInvoices>("portal.tell-of-invoices");
        module.On<PaymentRecorded, TellOfPayment>("portal.tell-of-payment");
        module.On<VoucherAnswered, TellOfVoucher>("portal.tell-of-voucher");
        module.On<RequestAnswered, TellOfRequest>("portal.tell-of-request");
        module.On<ContractStatesChanged, TellOfStates>("portal.tell-of-states");
        module.On<NodeDown, TellOfOutage>("portal.tell-of-outage");
        module.On<NodeUp, TellOfOutageOver>("portal.tell-of-outage-over");
        module.Job<DeliverNotices>(DeliverNotices.Key, Label.Of<NoticeText>("job.deliver"));
        module.Timer("portal.deliver-notices", "* * * * *", DeliverNotices.Key);
        module.Job<TellOfDue>(TellOfDue.Key, Label.Of<NoticeText>("job.due"));
        module.Timer("portal.tell-of-due", "0 9 * * *", TellOfDue.Key);
        module.Job<SweepNotices>(SweepNotices.Key, Label.Of<NoticeText>("job.sweep"));
        module.Timer("portal.sweep-notices", "40 3 * * *", SweepNotices.Key);
        module.Job<SendMessage>(SendMessage.Key, Label.Of<NoticeText>("job.message"), PortalPermissions.Messages);
        module.Mail<NoticeMailLetter, NoticeMail>(NoticeMail.Kind, Label.Of<NoticeText>("mail.kind"));
        module.Permission(PortalPermissions.Messages, Label.Of<NoticeText>("permission.messages"));
        module.Menu(new MenuEntry("portal.messages", Label.Of<NoticeText>("messages.title"), "/subscribers/messages", PortalPermissions.Messages, 350, "bell", "portal"));
        module.Menu(new MenuEntry("portal.notices", Label.Of<NoticeText>("settings.title"), "/subscribers/notices", PortalPermissions.Settings, 510, "bell", "settings"));
        module.Endpoints(PwaEndpoints.Map);
    }
}
