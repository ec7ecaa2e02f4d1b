using Wisp.Sdk;

namespace Wisp.Network.Tests.Import;

/// <summary>The web process and a worker; files go in through the upload page.</summary>
public sealed class ImportApp : IAsyncLifetime
{
    public WorkerApp App { get; } = new();

    public TestDatabase Database => App.Database;

    public Task InitializeAsync() => App.InitializeAsync();

    public Task DisposeAsync() => App.DisposeAsync();

    /// <returns>The preview, or the upload page with why the file was refused.</returns>
    public static async Task<Page> UploadAsync(Browser browser, byte[] file, string name = "contratos.csv")
    {
        using var content = new ByteArrayContent(file);
        return await browser.FollowAsync(await browser.UploadAsync(await browser.GetAsync("/contracts/import"), "form.form", "file", name, content));
    }

    public Task<Page> UploadAsync(string text) => UploadAsync(App.Admin, Bytes.Of(text));

    /// <summary>Presses "Import", or "Try", on the preview.</summary>
    public static async Task<Guid> StartAsync(Browser browser, Page preview, bool dryRun = false, params (string Name, string? Value)[] chosen)
    {
        var button = preview.Document.QuerySelector($"button[formaction*={(dryRun ? "Try" : "Import")}]");
        Assert.True(button is not null, $"{preview.Status}: {preview.Text}");
        var started = await browser.SubmitAsync(preview with { Url = button!.GetAttribute("formaction")! }, "form.form", chosen);
        Assert.True(started.Location?.StartsWith("/jobs/", StringComparison.Ordinal) == true, $"{started.Status}: {started.Text}");
        return Guid.Parse(started.Location!["/jobs/".Length..]);
    }

    public async Task<Outcome> ImportAsync(string text, bool dryRun = false) => await ImportAsync(await UploadAsync(text), dryRun);

    public async Task<Outcome> ImportAsync(Page preview, bool dryRun = false) => await EndAsync(await StartAsync(App.Admin, preview, dryRun));

    public async Task<Outcome> EndAsync(Guid job)
    {
        await Eventually.BecomesAsync(() => Database.ValueAsync<string>("select state from host.job where id = $1", job), s => s is "done" or "failed" or "cancelled", 120);
        await using var connection = await Database.OpenAsync();
        var errors = await connection.Sql("select line, field, value, rule from host.job_error where job_id = $1 order by no", job)
            .ListAsync(r => new Refused(r.GetInt32(0), r.Text(1), r.Text(2), r.GetString(3)));
        return (await connection.Sql("select state, done, skipped, errors, message, failure from host.job_v1 where id = $1", job)
            .ListAsync(r => new Outcome(job, (r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), r.Text(4), r.Text(5), errors))).Single();
    }

    /// <summary>The field that the preview proposes for a column, by its place; empty for none.</summary>
    public static string? Chosen(Page preview, int column) => preview.Document.QuerySelector($"#column-{column} option[selected]")?.GetAttribute("value");

    /// <summary>Many clients at once, each with the ID <c>word</c> and its number.</summary>
    public Task ClientsAsync(string word, int count) => Database.RunAsync(
        """
        insert into clients.client (name, custom_id, country, created_at, updated_at)
        select $1 || ' ' || i, $1 || i, 'AR', now(), now() from generate_series(1, $2) i
        """, word, count);

    /// <summary>A client with an ID that people see.</summary>
    public async Task<Guid> ClientAsync(string id, string? document = null)
    {
        var client = await App.ClientAsync($"Cliente {id}");
        await Database.RunAsync("update clients.client set custom_id = $2, national_identification_number = $3, document_type = case when $3 is not null then 'DNI' end where id = $1", client, id, document.As(NpgsqlTypes.NpgsqlDbType.Text));
        return client;
    }

    public Task<long> CountAsync(string word) => Database.ValueAsync<long>(
        "select count(*) from network.contract c join clients.client k on k.id = c.client_id where k.custom_id like $1 || '%'", word);

    /// <summary>The one contract of a client.</summary>
    public Task<T?> OfAsync<T>(string client, string column) => Database.ValueAsync<T>(
        $"select {column} from network.contract c join clients.client k on k.id = c.client_id where k.custom_id = $1", client);
}

/// <summary>How a job ended.</summary>
public sealed record Outcome(
    Guid Job, (string State, long Done, long Skipped, long Errors) Counts, string? Message, string? Failure, IReadOnlyList<Refused> Refused);

/// <summary>A row that was not taken.</summary>
public sealed record Refused(int Line, string? Field, string? Value, string Rule);

/// <summary>Tests of the import share one web process and one worker.</summary>
[CollectionDefinition(Name)]
public sealed class ImportTests : ICollectionFixture<ImportApp>
{
    public const string Name = "import";
}
