using System.Net;

namespace Wisp.Network.Tests.Radius;

/// <summary>The page of RADIUS's settings.</summary>
[Collection(ScreenTests.Name)]
public sealed class SettingsTests(NetworkApp app)
{
    [Fact]
    public async Task What_is_wrong_is_said_with_field_value_and_rule()
    {
        var page = await app.Admin.SubmitAsync(
            await app.Admin.GetAsync("/network/radius"), "form.form",
            ("Input.AlertedPool", "con espacio"), ("Input.Disabled", "pool"), ("Input.Unknown", "quizás"), ("Input.Interim", "30"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Equal(
            [
                "Desconocidos: elegí qué hacer.",
                "Rango para alertados: \"con espacio\" no sirve; usá hasta 63 letras, números, puntos y guiones.",
                "Rango para deshabilitados: escribí su nombre.",
                "Segundos entre informes: \"30\" no es un número entre 60 y 3600.",
            ], page.Texts(".error-summary li").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task They_are_saved_audited_and_need_the_permission()
    {
        var form = await app.Admin.GetAsync("/network/radius");
        Assert.Equal("/network/radius", (await app.Admin.SubmitAsync(form, "form.form", ("Input.AlertedPool", "morosos"), ("Input.Interim", "120"))).Location);
        Assert.Equal("morosos 120", await app.Database.ValueAsync<string>("select alerted_pool || ' ' || interim_seconds from network.radius_policy"));
        Assert.Equal("avisos → morosos", await app.Database.ValueAsync<string>(
            "select old ->> 'alerted_pool' || ' → ' || (new ->> 'alerted_pool') from host.audit where table_name = 'radius_policy' and action = 'U' order by id desc limit 1"));
        // A form from before is stale.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.Admin.SubmitAsync(form, "form.form", ("Input.Interim", "240"))).Status);

        var viewer = await app.Wisp.SignInAsync("contracts.view");
        Assert.NotEqual(HttpStatusCode.OK, (await viewer.GetAsync("/network/radius")).Status);
        var settings = await app.Wisp.SignInAsync("settings.network");
        Assert.Equal(HttpStatusCode.OK, (await settings.GetAsync("/network/radius")).Status);
    }
}
