using System.Globalization;
using System.Net;

namespace Wisp.Billing.Tests;

/// <summary>What a clerk does with bank statements.</summary>
internal sealed class Statements(BillingApp app, Browser? browser = null)
{
    /// <summary>Headings of a bank that says all.</summary>
    public const string Head = "Fecha;Importe;Referencia;Ordenante;CUIT;Descripción\n";

    private readonly Browser _browser = browser ?? app.Admin;

    /// <summary>A client's only invoice as its paper names it.</summary>
    public async Task<string> PaperAsync(Guid client) => (await app.Database.ValueAsync<string>(
        "select i.kind || ' ' || lpad(s.number::text, 5, '0') || '-' || lpad(i.number::text, 8, '0') from billing.invoice i join billing.point_of_sale s on s.id = i.point_of_sale_id where i.client_id = $1", client))!;

    public static string[] Texts(params Guid[] ids) => [.. ids.Select(id => $"{id}")];

    /// <returns>The page of the columns, or the one of the upload with why it was refused.</returns>
    public async Task<Page> UploadAsync(string account, byte[] content, string name)
    {
        using var file = new ByteArrayContent(content);
        return await _browser.FollowAsync(
            await _browser.UploadAsync(await _browser.GetAsync("/billing/statements"), "form.form", "file", name, file, ("Input.Account", account)));
    }

    /// <summary>Uploads a file and says what its columns are.</summary>
    public async Task<Page> ChooseAsync(string account, string text, params (string Name, string? Value)[] chosen) =>
        await _browser.SubmitAsync(await UploadAsync(account, Bytes.Of(text), "movimientos.csv"), "form.form", chosen);

    public Task<string> ReadAsync(string account, string text, params (string Name, string? Value)[] chosen) => ReadAsync(account, Bytes.Of(text), "movimientos.csv", chosen);

    /// <returns>Address of the statement, once it was read or could not be.</returns>
    public async Task<string> ReadAsync(string account, byte[] content, string name, params (string Name, string? Value)[] chosen)
    {
        var begun = await _browser.SubmitAsync(await UploadAsync(account, content, name), "form.form", chosen);
        Assert.True(begun.Status == HttpStatusCode.Redirect, $"{begun.Status}: {begun.Text}");
        await EndAsync(begun.Location!);
        return begun.Location!;
    }

    /// <summary>Presses "Registrar" and waits.</summary>
    public async Task TakeAsync(string statement)
    {
        Assert.Equal(statement, (await _browser.SubmitAsync(await _browser.GetAsync(statement), "button[formaction*=Take]")).Location);
        Assert.Equal("done", await EndAsync(statement));
    }

    /// <summary>Line, amount, client and why of the lines in one state.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(string statement, string state) =>
    [
        .. (await _browser.GetAsync($"{statement}?show={state}")).Document.QuerySelectorAll("tbody tr").Where(row => row.QuerySelector("td[data-label=Importe]") is not null).Select(row => string.Join('|',
            row.QuerySelector("th")!.TextContent.Trim(), row.QuerySelector("td[data-label=Importe]")!.TextContent.Trim(),
            row.QuerySelector("td[data-label=Cliente] a")?.TextContent.Trim(), row.QuerySelector("td[data-label='Por qué']")!.TextContent.Trim())),
    ];

    public Task<long> CountAsync(string statement, string state) =>
        app.Database.ValueAsync<long>("select count(*) from billing.statement_line where statement_id = $1 and state = $2", IdOf(statement), state);

    /// <summary>Address of a line.</summary>
    public async Task<string> LineAsync(string statement, int line) =>
        $"/billing/statements/lines/{await app.Database.ValueAsync<Guid>("select id from billing.statement_line where statement_id = $1 and line = $2", IdOf(statement), line)}";

    /// <summary>Why the statement's job ended.</summary>
    public async Task<string?> FailureAsync(string statement) => await app.Database.ValueAsync<string>(
        "select j.failure from billing.statement s join host.job_v1 j on j.id = s.job_id where s.id = $1", IdOf(statement));

    private Task<string?> EndAsync(string statement) => Eventually.BecomesAsync(
        () => app.Database.ValueAsync<string>("select j.state from billing.statement s join host.job j on j.id = s.job_id where s.id = $1", IdOf(statement)),
        state => state is "done" or "failed", 120);

    private static Guid IdOf(string statement) => Guid.Parse(statement.Split('/')[^1], CultureInfo.InvariantCulture);
}
