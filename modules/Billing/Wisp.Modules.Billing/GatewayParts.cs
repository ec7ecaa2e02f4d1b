using Wisp.Modules.Billing.Features.Notices;
using Wisp.Sdk;

namespace Wisp.Modules.Billing;

/// <summary>Payment gateways: what they are, who is enrolled, and the door where they tell of money.</summary>
internal static class GatewayParts
{
    public static void Add(ModuleBuilder module)
    {
        module.Contributions.Database!
            .Audit("gateway", masked: ["secrets"], ignored: ["checked_at", "check_problem"])
            .Audit("client_gateway", subject: "client_id", ignored: ["client_id", "created_at"])
            .Publish("gateways_v1", "client_gateways_v1");
        module.Endpoints(NoticeEndpoint.Map);
        module.Menu(new MenuEntry("billing.notices", Label.Of<GatewayText>("notices.title"), "/billing/notices", BillingPermissions.CreatePayment, 120, "help-circle", "billing"))
            .Menu(new MenuEntry("billing.gateways", Label.Of<GatewayText>("gateways.title"), "/billing/gateways", BillingPermissions.Settings, 495, "world", "settings"));
    }
}
