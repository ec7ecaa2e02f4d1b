using System.Net;

namespace Wisp.Billing.Tests.Parameters;

[Collection(ScreenTests.Name)]
public sealed class FirmTests(BillingApp app)
{
    private static readonly (string, string?)[] Legal =
    [
        ("Input.Country", "AR"), ("Input.Condition", "AR:ri"), ("Input.Taxpayer", "30-50001091-2"), ("Input.GrossIncome", "901-123456-7"),
        ("Input.StartDate", "2001-02-03"), ("Input.Activity", "Telecomunicaciones"), ("Input.Point", "7"),
    ];

    [Fact]
    public async Task A_legal_firm_keeps_what_was_typed_and_numbers_by_its_first_point_of_sale()
    {
        var name = BillingApp.Unique("Fibra SRL ");

        Assert.Equal("/billing/firms", (await CreateAsync([.. Legal, ("Input.Name", $" {name}  "), ("Input.Address", "Belgrano 10"), ("Input.Email", "fibra@example.com")])).Location);

        Assert.Equal(
            "false AR ri 30500010912 901-123456-7 2001-02-03 Telecomunicaciones fibra@example.com Belgrano 10 7 true",
            await app.Database.ValueAsync<string>(
                """
                select concat_ws(' ', is_fantasy::text, country, vat_condition, taxpayer_id, gross_income, start_activities_date, principal_activity, email, address,
                                 p.number, p.is_default::text)
                from billing.firm f join billing.point_of_sale p on p.firm_id = f.id where company_name = $1
                """, name.Trim()));
        var row = (await app.Admin.GetAsync("/billing/firms")).Document.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains(name.Trim(), StringComparison.Ordinal));
        Assert.Equal(["Argentina", "IVA Responsable Inscripto", "30-50001091-2", "00007"], row.QuerySelectorAll("td").Take(4).Select(cell => cell.TextContent.Trim()));
    }

    [Theory]
    [InlineData("Name", " ", "Nombre: escribilo.")]
    [InlineData("Condition", "", "Condición: elegí una de la lista.")]
    [InlineData("Condition", "UY:general", "Condición: elegí una del mismo país (AR).")]
    [InlineData("Country", "ZZ", "País: elegí uno de la lista.|Condición: elegí una de la lista.")]
    [InlineData("Taxpayer", "", "CUIT / CUIL / CDI: escribilo; una razón social legal lo lleva.")]
    [InlineData("Taxpayer", "30-70707070-7", "CUIT: en «30-70707070-7» el dígito verificador no corresponde.")]
    [InlineData("Taxpayer", "20-1234567-8", "CUIT: «20-1234567-8» no tiene los caracteres que lleva uno de AR.")]
    [InlineData("Taxpayer", "99-12345678-1", "CUIT: «99-12345678-1» no empieza como ninguno de AR.")]
    [InlineData("GrossIncome", "", "Ingresos brutos: escribí el número; en Argentina es obligatorio.")]
    [InlineData("Activity", "", "Actividad principal: escribila; en Argentina es obligatoria.")]
    [InlineData("StartDate", "", "Inicio de actividades: escribí el día; en Argentina es obligatorio.")]
    [InlineData("StartDate", "2001-02-30", "Inicio de actividades: «2001-02-30» no es una fecha.")]
    [InlineData("Email", "nadie", "Correo: «nadie» no es una dirección como ana@example.com.")]
    [InlineData("Point", "0", "Punto de venta: «0» no es un número de 1 a 99999.")]
    [InlineData("Point", "100000", "Punto de venta: «100000» no es un número de 1 a 99999.")]
    [InlineData("Condition", "fantasy", "Número de identificación tributaria: una razón social de fantasía no lleva. Borralo o elegí otra condición.")]
    public async Task What_is_wrong_is_named_with_field_value_and_rule(string field, string typed, string said)
    {
        (string, string?)[] all = [.. Legal, ("Input.Name", BillingApp.Unique("Mal"))];
        BillingApp.Refused(await CreateAsync([.. all.Where(one => one.Item1 != $"Input.{field}"), ($"Input.{field}", typed)]), said.Split('|'));
    }

    [Fact]
    public async Task A_name_is_of_one_live_firm()
    {
        var name = BillingApp.Unique("Única ");
        await app.FirmAsync(name.Trim(), isFantasy: true);
        var again = name.Trim().ToUpperInvariant().Replace('Ú', 'U');

        BillingApp.Refused(await CreateAsync([.. Legal, ("Input.Name", again)]), $"Nombre: ya hay una razón social que se llama «{again}», sin mirar mayúsculas ni tildes.");
    }

    [Fact]
    [Trait("rule", "INV-F1")]
    public async Task What_issued_invoices_keeps_country_fantasy_and_tax_number()
    {
        var firm = await app.FirmAsync(BillingApp.Unique("Emitida"), taxpayer: "30999032083");
        (string, string?)[] rest = [("Input.GrossIncome", "1"), ("Input.StartDate", "2020-01-01"), ("Input.Activity", "Internet")];
        // Nothing issued yet: the number may be corrected.
        Assert.Equal("/billing/firms", (await EditAsync(firm, [.. rest, ("Input.Taxpayer", "30546666561")])).Location);
        await app.IssuedAsync(firm);

        BillingApp.Refused(
            await EditAsync(firm, ("Input.Taxpayer", "33693450239")), "Número de identificación tributaria: esta razón social ya emitió facturas con el suyo y no se cambia. Hacé otra.");
        BillingApp.Refused(
            await EditAsync(firm, ("Input.Condition", "fantasy"), ("Input.Taxpayer", "")), "Condición: esta razón social ya emitió facturas y no puede pasar de legal a fantasía ni al revés. Hacé otra.");
        BillingApp.Refused(
            await EditAsync(firm, ("Input.Country", "UY"), ("Input.Condition", "UY:general"), ("Input.Taxpayer", "211003420017")),
            "País: esta razón social ya emitió facturas y su país no se cambia. Hacé otra.", "Número de identificación tributaria: esta razón social ya emitió facturas con el suyo y no se cambia. Hacé otra.");
        Assert.Equal("/billing/firms", (await EditAsync(firm, ("Input.Address", "Mitre 20"), ("Input.Condition", "AR:ri_cbu"))).Location);
        Assert.Equal("AR ri_cbu 30546666561 Mitre 20", await app.Database.ValueAsync<string>(
            "select concat_ws(' ', country, vat_condition, taxpayer_id, address) from billing.firm where id = $1", firm));
    }

    [Fact]
    public async Task Points_of_sale_are_added_made_default_and_archived()
    {
        var firm = await app.FirmAsync(BillingApp.Unique("Puntos"), isFantasy: true);
        var url = $"/billing/firms/edit/{firm}";
        Assert.Equal(url, (await AddAsync("12")).Location);
        Assert.Equal(["Punto de venta: esta razón social ya tiene el 12."], (await AddAsync("12")).Texts(".error-summary li"));
        Assert.Equal(["Punto de venta: «x» no es un número de 1 a 99999."], (await AddAsync("x")).Texts(".error-summary li"));
        Assert.Equal("3 true, 12 false", await PointsAsync());

        await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "button[formaction*='handler=Default']");
        Assert.Equal("3 false, 12 true", await PointsAsync());
        await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "button[formaction*='handler=ArchivePoint']");
        Assert.Contains("00003 · archivado", (await app.Admin.GetAsync(url)).Texts("#points tbody th"));
        await app.Database.RunAsync("insert into billing.number_series select id, 'invoice', 'X', 1205 from billing.point_of_sale where firm_id = $1 and number = 12", firm);
        Assert.Contains("Factura X: 00001205", (await app.Admin.GetAsync(url)).Texts("#points tbody td"));

        async Task<Page> AddAsync(string number) => await app.Admin.SubmitAsync(await app.Admin.GetAsync(url), "#point-new", ("number", number));
        async Task<string?> PointsAsync() => await app.Database.ValueAsync<string>(
            "select string_agg(concat(number, ' ', is_default::text), ', ' order by number) from billing.point_of_sale where firm_id = $1", firm);
    }

    [Fact]
    public async Task A_firm_that_bills_somebody_is_not_archived()
    {
        var firm = await app.FirmAsync(BillingApp.Unique("Usada"), isFantasy: true);
        var client = await app.BilledAsync("Facturada", new DateOnly(2026, 1, 1), firm: firm);

        var refused = await PressAsync("/billing/firms", firm);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(["No se puede archivar: con ella se le factura a un cliente. Pasalo a otra primero."], refused.Texts(".note-warn"));

        await app.Database.RunAsync("update billing.client set enabled = false where id = $1", client);
        Assert.Equal("/billing/firms", (await PressAsync("/billing/firms", firm)).Location);
        Assert.Equal("/billing/firms", (await PressAsync("/billing/firms?archived=true", firm)).Location);
        Assert.Null(await app.Database.ValueAsync<DateTime?>("select archived_at from billing.firm where id = $1", firm));
    }

    [Fact]
    public async Task Only_who_configures_billing_sees_it()
    {
        using var other = await app.Wisp.SignInAsync(await Accounts.MakeAsync(app.Database, "clients.view", "billing.edit", "account.view"));
        foreach (var url in new[] { "/billing/firms", $"/billing/firms/edit/{app.Fantasy}", "/billing/taxes", "/billing/methods", "/billing/period", "/billing/profiles" })
            Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync(url)).Status);
    }

    private async Task<Page> PressAsync(string list, Guid id) => await app.Admin.SubmitAsync(await app.Admin.GetAsync(list), $"button[formaction*='{id}']");

    private async Task<Page> CreateAsync(params (string, string?)[] typed) => await app.Admin.SubmitAsync(await app.Admin.GetAsync("/billing/firms/edit"), "form.form", typed);

    private async Task<Page> EditAsync(Guid firm, params (string, string?)[] typed) =>
        await app.Admin.SubmitAsync(await app.Admin.GetAsync($"/billing/firms/edit/{firm}"), "form.form", typed);
}
