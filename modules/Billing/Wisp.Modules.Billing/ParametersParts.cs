using Microsoft.Extensions.DependencyInjection;
using Wisp.Modules.Billing.Features.Countries;
using Wisp.Sdk;

namespace Wisp.Modules.Billing;

/// <summary>What is set before anything is billed.</summary>
internal static class ParametersParts
{
    public static void Add(ModuleBuilder module)
    {
        module.Services.AddSingleton<BillingCountries>();
        module.Menu(new MenuEntry("billing.firms", Label.Of<ParametersText>("firms.title"), "/billing/firms", BillingPermissions.Settings, 450, "building", "settings"))
            .Menu(new MenuEntry("billing.taxes", Label.Of<ParametersText>("taxes.title"), "/billing/taxes", BillingPermissions.Settings, 460, "receipt", "settings"))
            .Menu(new MenuEntry("billing.period", Label.Of<ParametersText>("period.title"), "/billing/period", BillingPermissions.Settings, 470, "calendar", "settings"))
            .Menu(new MenuEntry("billing.profiles", Label.Of<ParametersText>("profiles.title"), "/billing/profiles", BillingPermissions.Settings, 480, "clock", "settings"))
            .Menu(new MenuEntry("billing.methods", Label.Of<ParametersText>("methods.title"), "/billing/methods", BillingPermissions.Settings, 490, "currency-dollar", "settings"));
    }
}
