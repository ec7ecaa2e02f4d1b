using System.Collections.Concurrent;

namespace Wisp.Billing.Tests.ClientBilling;

/// <summary>What a person does in the tab "Facturación".</summary>
internal static class BillingForms
{
    private static readonly ConcurrentDictionary<(BillingApp, string, string), Task<Guid>> Firms = new();

    /// <summary>A legal firm of a country and standing; the same for all who ask.</summary>
    public static Task<Guid> FirmOfAsync(this BillingApp app, string country, string issuer) => Firms.GetOrAdd((app, country, issuer), async _ =>
    {
        var firm = await app.Database.ValueAsync<Guid>(
            "insert into billing.firm (company_name, is_fantasy, country, vat_condition, taxpayer_id) values ($1, false, $2, $3, '33693450239') returning id",
            BillingApp.Unique($"{country} {issuer} "), country, issuer);
        await app.Database.RunAsync("insert into billing.point_of_sale (firm_id, number, is_default) values ($1, 1, true)", firm);
        return firm;
    });

    /// <summary>Saves the form of a client, or of a new one, with billing on and these fields of the tab; a field that is said twice is sent twice.</summary>
    public static Task<Page> SaveBillingAsync(this BillingApp app, Guid? client, params (string Field, string? Value)[] typed) =>
        app.SaveTabAsync(client, [.. typed.Any(one => one.Field == "enabled") ? [] : new (string, string?)[] { ("enabled", "true") }, .. typed]);

    public static async Task<Page> SaveTabAsync(this BillingApp app, Guid? client, params (string Field, string? Value)[] typed)
    {
        var form = await app.Admin.GetAsync(client is null ? "/clients/new" : $"/clients/{client}/edit");
        (string, string?)[] fields = [.. typed.Select(one => ($"billing.client.{one.Field}", one.Value))];
        return await app.Admin.SubmitAsync(form, "form.form", client is null ? [("KindPerson", "Other"), ("Name", BillingApp.Unique("Cliente ")), .. fields] : fields);
    }

    /// <summary>The client that a form was saved of.</summary>
    public static Guid IdOf(Page saved)
    {
        Assert.True(saved.Location is not null, string.Join("; ", saved.Texts(".error-summary li, .note-warn")));
        return Guid.Parse(saved.Location!.Split('?')[0].Split('/')[2]);
    }

    public static Task<string?> StoredAsync(this BillingApp app, Guid client, string columns) =>
        app.Database.ValueAsync<string>($"select concat_ws(' ', {columns}) from billing.client where id = $1", client);
}
