using Wisp.Sdk;

namespace Wisp.Host;

/// <summary>Menu and permissions of the host's own pages, declared the way that modules declare theirs.</summary>
internal sealed class HostScreens : WispModule
{
    public override void Configure(ModuleBuilder module) =>
        module
            .MenuGroup(new MenuGroup("settings", Text("menu.settings"), 8000, "adjustments"))
            .MenuGroup(new MenuGroup("system", Text("menu.system"), 9000, "settings"))
            .Menu(new MenuEntry("host.home", Text("menu.home"), "/", null, 0, "home"))
            .Menu(new MenuEntry("host.isp", Text("menu.isp"), "/settings/isp", "settings.isp", 100, "building", "settings"))
            .Menu(new MenuEntry("host.help", Text("menu.help"), "/settings/help", "settings.isp", 150, "help-circle", "settings"))
            .Menu(new MenuEntry("host.mail-settings", Text("menu.mail-settings"), "/settings/mail", "settings.mail", 170, "mail", "settings"))
            .Menu(new MenuEntry("host.mail", Text("menu.mail"), "/mail", "mail.view", 300, "mail", "system"))
            .Menu(new MenuEntry("host.modules", Text("menu.modules"), "/modules", "modules.view", 100, "puzzle", "system"))
            .Menu(new MenuEntry("host.jobs", Text("menu.jobs"), "/jobs", null, 200, "hourglass", "system"))
            .Menu(new MenuEntry("host.audit", Text("menu.audit"), "/audit", "audit.view", 400, "history", "system"))
            .Menu(new MenuEntry("host.operators", Text("menu.operators"), "/operators", "operators.manage", 500, "users", "system"))
            .Menu(new MenuEntry("host.roles", Text("menu.roles"), "/roles", "roles.manage", 600, "shield-lock", "system"))
            .Menu(new MenuEntry("host.health", Text("menu.health"), "/system/health", "health.view", 700, "heartbeat", "system"))
            .Permission("operators.manage", Text("permission.operators.manage"))
            .Permission("roles.manage", Text("permission.roles.manage"))
            .Permission("settings.isp", Text("permission.settings.isp"))
            .Permission("settings.mail", Text("permission.settings.mail"))
            .Permission("mail.view", Text("permission.mail.view"))
            .Permission("mail.manage", Text("permission.mail.manage"))
            .Permission("modules.view", Text("permission.modules.view"))
            .Permission("jobs.view", Text("permission.jobs.view"))
            .Permission("jobs.manage", Text("permission.jobs.manage"))
            .Permission("audit.view", Text("permission.audit.view"))
            .Permission("health.view", Text("permission.health.view"));

    private static Label Text(string key) => Label.Of<HostText>(key);
}
