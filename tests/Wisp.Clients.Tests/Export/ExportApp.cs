using Wisp.Clients.Tests.Import;
using Wisp.Sdk;

namespace Wisp.Clients.Tests.Export;

/// <summary>The web process and a worker; files are asked for in the list's menu and fetched from the job's page.</summary>
public sealed class ExportApp : IAsyncLifetime
{
    /// <summary>The headings of the guide in its order.</summary>
    public const string Headings =
        "ID cliente;Nombre;Observaciones;E-mail;Teléfono;Teléfono celular;Dirección;Barrio;Zona;Documento/cédula;Ciudad;Provincia/estado/región;"
        + "Facturación habilitada;Tipo de factura;Condición impositiva;Número de identificación tributaria;Número de facturas impagas;"
        + "Balance de facturas impagas;Información de Pasarelas de Pago;Creado el;Última modificación";

    public ImportApp Import { get; } = new();

    public TestDatabase Database => Import.Database;

    public Browser Admin => Import.Admin;

    public Task InitializeAsync() => Import.InitializeAsync();

    public Task DisposeAsync() => Import.DisposeAsync();

    /// <summary>Chooses in the menu of a list and presses.</summary>
    public static async Task<Guid> PressAsync(Browser browser, string list, string format = "csv", string scope = "filtered")
    {
        var started = await browser.SubmitAsync(await browser.GetAsync(list), "#export", ("scope", scope), ("format", format));
        Assert.True(started.Location?.StartsWith("/jobs/", StringComparison.Ordinal), $"{started.Status} {started.Location}: {started.Text}");
        return Guid.Parse(started.Location!["/jobs/".Length..]);
    }

    /// <summary>The finished file, through the link on the job's page.</summary>
    public async Task<ExportedFile> FetchAsync(Browser browser, Guid job)
    {
        var outcome = await Import.EndAsync(job);
        Assert.True(outcome.State == "done", $"{outcome.State}: {outcome.Failure}\n{Import.Worker!.Output}");
        return await DownloadAsync(browser, job);
    }

    public static async Task<ExportedFile> DownloadAsync(Browser browser, Guid job)
    {
        var link = (await browser.GetAsync($"/jobs/{job}")).Document.QuerySelector("a[href^='/files/']")!.GetAttribute("href")!;
        using var answer = await browser.Client.GetAsync(link);
        answer.EnsureSuccessStatusCode();
        return new ExportedFile(link, answer.Content.Headers.ContentDisposition?.FileNameStar, await answer.Content.ReadAsByteArrayAsync());
    }

    public async Task<ExportedFile> ExportAsync(string list, string format = "csv", string scope = "filtered") =>
        await FetchAsync(Admin, await PressAsync(Admin, list, format, scope));

    public async Task<string?> FailureAsync(Guid job)
    {
        var outcome = await Import.EndAsync(job);
        Assert.Equal("failed", outcome.State);
        Assert.Null((await Admin.GetAsync($"/jobs/{job}")).Document.QuerySelector("a[href^='/files/']"));
        return outcome.Failure;
    }

    /// <summary>A client straight in its table, with whatever text.</summary>
    public Task<Guid> StoreAsync(string id, string name, string? details = null, string? phone = null, string? document = null, string status = "active") =>
        Database.ValueAsync<Guid>(
            """
            insert into clients.client (custom_id, name, details, phone, document_type, national_identification_number, country, created_at, updated_at,
                status, deactivated_at, deactivated_by, deactivation_reason)
            values ($1, $2, $3::text, $4::text, case when $5::text is null then null else 'dni' end, $5::text, 'AR',
                '2026-03-06 00:30+00', '2026-03-07 12:05:59+00', $6,
                case when $6 = 'active' then null else now() end, case when $6 = 'active' then null else 'x' end, case when $6 = 'active' then null else 'x' end)
            returning id
            """, id, name, details.As(NpgsqlTypes.NpgsqlDbType.Text), phone.As(NpgsqlTypes.NpgsqlDbType.Text), document.As(NpgsqlTypes.NpgsqlDbType.Text), status);
}

/// <summary>Tests of the export share one web process and one worker.</summary>
[CollectionDefinition(Name)]
public sealed class ExportTests : ICollectionFixture<ExportApp>
{
    public const string Name = "export";
}
