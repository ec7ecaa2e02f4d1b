using System.Net;
using System.Text;
using Wisp.Sdk;
using Wisp.Testing;

namespace Wisp.Clients.Tests.Import;

/// <summary>What became of an import, as its job says.</summary>
public sealed record Outcome(string State, long Created, long Unchanged, long Errors, string? Failure, IReadOnlyList<Refused> Rows);

/// <summary>A row that was refused.</summary>
public sealed record Refused(int Line, string? Field, string? Value, string Rule);

/// <summary>Web process, worker and an operator who imports through the pages.</summary>
public sealed class Importer : IAsyncLifetime
{
    private WorkerProcess? _worker;

    public WispApp App { get; private set; } = null!;

    public Browser Browser { get; private set; } = null!;

    public TestDatabase Database => App.Database;

    public async Task InitializeAsync()
    {
        App = await WispApp.StartAsync();
        Browser = await App.SignInAsync("clients.import");
        await StartWorkerAsync();
    }

    public async Task StartWorkerAsync() => _worker = await WorkerProcess.StartAsync(Database);

    public Task KillWorkerAsync() => _worker!.KillAsync();

    public async Task DisposeAsync()
    {
        if (_worker is not null) await _worker.DisposeAsync();
        Browser.Dispose();
        await App.DisposeAsync();
    }

    public Task<Outcome> ImportAsync(string text) => ImportAsync(Encoding.UTF8.GetBytes(text));

    public async Task<Outcome> ImportAsync(byte[] file, bool dryRun = false, bool createPlaces = true) =>
        await OutcomeAsync(await StartAsync(file, dryRun, createPlaces));

    /// <summary>Uploads, looks at the preview and presses the button.</summary>
    public async Task<Guid> StartAsync(byte[] file, bool dryRun = false, bool createPlaces = true)
    {
        var preview = await PreviewAsync(file);
        var answer = await Browser.SubmitAsync(
            preview with { Url = $"{preview.Url}&handler={(dryRun ? "Try" : "Import")}" }, "main form[method=post]",
            ("CreatePlaces", createPlaces ? "true" : "false"));
        return Guid.Parse(answer.Location!.Split('/')[^1]);
    }

    public async Task<Page> PreviewAsync(byte[] file)
    {
        var answer = await UploadAsync(Browser, file);
        Assert.True(answer.Status == HttpStatusCode.Redirect, answer.Text);
        return await Browser.GetAsync(answer.Location!);
    }

    public static async Task<Page> UploadAsync(Browser browser, byte[] file, bool withToken = true)
    {
        var form = await browser.GetAsync("/clients/import");
        using var content = new MultipartFormDataContent();
        if (withToken)
            content.Add(new StringContent(form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken");
        content.Add(new ByteArrayContent(file), "file", "clientes.csv");
        using var answer = await browser.Client.PostAsync("/clients/import", content);
        var body = await answer.Content.ReadAsStringAsync();
        return new Page("/clients/import", answer.StatusCode, answer.Headers.Location?.OriginalString, body, new AngleSharp.Html.Parser.HtmlParser().ParseDocument(body));
    }

    public async Task<Outcome> OutcomeAsync(Guid job, int seconds = 120)
    {
        await Eventually.BecomesAsync(
            () => Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state is not ("queued" or "running"), seconds);
        await using var connection = await Database.OpenAsync();
        var rows = await connection.Sql("select line, field, value, rule from host.job_error where job_id = $1 order by no", job)
            .ListAsync(r => new Refused(r.GetInt32(0), r.Text(1), r.Text(2), r.GetString(3)));
        return (await connection.Sql("select state, done, skipped, errors, failure from host.job_v1 where id = $1", job)
            .ListAsync(r => new Outcome(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.Text(4), rows))).Single();
    }

    public Task<long> ClientsAsync(string where = "true") => Database.ValueAsync<long>($"select count(*) from clients.client where {where}")!;

    public Task<long> AuditAsync() => Database.ValueAsync<long>("select count(*) from host.audit where table_name = 'client'")!;
}
