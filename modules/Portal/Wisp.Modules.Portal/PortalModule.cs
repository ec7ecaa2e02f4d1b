using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Modules.Portal.Areas.Portal.Pages.Self;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.Accesses;
using Wisp.Modules.Portal.Features.Links;
using Wisp.Modules.Portal.Features.Look;
using Wisp.Modules.Portal.Features.Passwords;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal;

public sealed class PortalModule : WispModule
{
    public override void Configure(ModuleBuilder module)
    {
        module.Title(Label.Of<PortalText>("module"));
        module.Database<PortalDb>("portal")
            .Audit(
                "access", subject: "id", masked: ["password_hash", "security_stamp"],
                ignored: ["concurrency_stamp", "second_factor_step", "last_sign_in_at", "made_at", "password_at"])
            .Audit("regeneration", subject: "client_id", ignored: ["client_id", "at"])
            .Audit("view_as", subject: "client_id", ignored: ["client_id", "at"])
            .OnlyAppend("regeneration", "view_as")
            .AllowDelete("access_token", "sign_in_try", "link", "session")
            .Publish("accesses_v1");
        module.Features<PortalModule>();
        SubscriberIdentity.Add(module);
        module.Services.AddSingleton<DecoyPassword>();
        module.Permission(PortalPermissions.Settings, Label.Of<PortalText>("permission.settings"))
            .Permission(PortalPermissions.RegeneratePassword, Label.Of<PortalText>("permission.password"))
            .Permission(PortalPermissions.ViewAs, Label.Of<PortalText>("permission.view-as"));
        module.Menu(new MenuEntry("portal.settings", Label.Of<PortalText>("settings.title"), "/subscribers/settings", PortalPermissions.Settings, 500, "device-mobile", "settings"));
        module.Mail<PortalLinkMail, PortalLink>(PortalLink.Kind, Label.Of<PortalText>("mail.link"));
        module.Mail<NewPasswordMail, NewPassword>(NewPassword.Kind, Label.Of<PortalText>("mail.password"));
        module.On<LinkRequested, SendRequestedLink>("portal.send-requested-link");
        module.Job<SweepAccesses>(SweepAccesses.Key, Label.Of<PortalText>("job.sweep"));
        module.Timer("portal.sweep-accesses", "50 3 * * *", SweepAccesses.Key);
        NoticeParts.Add(module);
        module.Services.Configure<MvcOptions>(options => options.Filters.Add<SubscriberGate>());
        module.Endpoints(PortalEndpoints.Map);
        SelfParts.Add(module);
        module.ErrorPages("/portal", Contracts.Portal.IPortalPage.Layout);
    }
}
