using Wisp.Modules.Portal.Features.AccessList;
using Wisp.Sdk;

namespace Wisp.Modules.Portal;

/// <summary>Registers what subscribers do for themselves and what operators answer.</summary>
internal static class SelfParts
{
    public static void Add(ModuleBuilder module)
    {
        module.Contributions.Database!
            .Audit("voucher", subject: "client_id", ignored: ["client_id", "request_key", "file_id", "told_at", "answered_at", "payment_id"])
            .Audit("request", subject: "client_id", ignored: ["client_id", "asked_at", "answered_at"])
            .AllowDelete("request");
        module.Permission(SelfPermissions.Requests, Label.Of<SelfText>("permission.requests"));
        module.MenuGroup(new MenuGroup("portal", Label.Of<SelfText>("menu.group"), 450, "device-mobile"))
            .Menu(new MenuEntry("portal.accesses", Label.Of<SelfText>("accesses.title"), "/subscribers", PortalPermissions.RegeneratePassword, 100, "key", "portal"))
            .Menu(new MenuEntry("portal.vouchers", Label.Of<SelfText>("answer.vouchers"), "/subscribers/vouchers", SelfPermissions.Vouchers, 200, "receipt", "portal"))
            .Menu(new MenuEntry("portal.requests", Label.Of<SelfText>("answer.requests"), "/subscribers/requests", SelfPermissions.Requests, 300, "list-check", "portal"));
        module.Job<SendLinksJob>(SendLinksJob.Key, Label.Of<SelfText>("job.send-links"), PortalPermissions.RegeneratePassword);
    }
}
