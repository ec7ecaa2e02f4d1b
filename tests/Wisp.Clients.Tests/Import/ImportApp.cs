using System.Text;

namespace Wisp.Clients.Tests.Import;

/// <summary>The web process and a worker in a process of its own; files go in through the upload page.</summary>
public sealed class ImportApp : IAsyncLifetime
{
    /// <summary>Waits of the worker, so that a test need not.</summary>
    public static readonly (string, string) Hasty = ("Wisp__WaitFactor", "0.1");

    private readonly ClientsApp _app = new();

    public Browser Admin => _app.Admin;

    public TestDatabase Database => _app.Database;

    public WispApp Wisp => _app.Wisp;

    public WorkerProcess? Worker { get; private set; }

    public async Task InitializeAsync()
    {
        await _app.InitializeAsync();
        Worker = await WorkerProcess.StartAsync(Database, Hasty);
    }

    public async Task DisposeAsync()
    {
        if (Worker is not null) await Worker.DisposeAsync();
        await _app.DisposeAsync();
    }

    public Task<Page> UploadAsync(string text) => UploadAsync(Admin, Bytes.Of(text));

    /// <returns>The preview, or the upload page with why the file was refused.</returns>
    public static async Task<Page> UploadAsync(Browser browser, byte[] file, string name = "clientes.csv")
    {
        using var content = new ByteArrayContent(file);
        return await browser.FollowAsync(await browser.UploadAsync(await browser.GetAsync("/clients/import"), "form.form", "file", name, content));
    }

    /// <summary>Presses "Import", or "Try", on the preview.</summary>
    public async Task<Guid> StartAsync(Page preview, bool dryRun = false, bool createPlaces = true, params (string Name, string? Value)[] chosen)
    {
        var button = preview.Document.QuerySelector($"button[formaction*={(dryRun ? "Try" : "Import")}]");
        Assert.True(button is not null, $"{preview.Status}: {preview.Text}");
        var started = await Admin.SubmitAsync(preview with { Url = button!.GetAttribute("formaction")! }, "form.form", [("CreatePlaces", createPlaces ? "true" : "false"), .. chosen]);
        Assert.True(started.Location is not null, $"{started.Status}: {started.Text}");
        Assert.StartsWith("/jobs/", started.Location, StringComparison.Ordinal);
        return Guid.Parse(started.Location!["/jobs/".Length..]);
    }

    public async Task<Outcome> EndAsync(Guid job, int seconds = 120)
    {
        await Eventually.BecomesAsync(() => Database.ValueAsync<string>("select state from host.job where id = $1", job), s => s is "done" or "failed" or "cancelled", seconds);
        return await OutcomeAsync(job);
    }

    public async Task<Outcome> ImportAsync(string text, bool dryRun = false, bool createPlaces = true) =>
        await ImportAsync(await UploadAsync(text), dryRun, createPlaces);

    public async Task<Outcome> ImportAsync(Page preview, bool dryRun = false, bool createPlaces = true) =>
        await EndAsync(await StartAsync(preview, dryRun, createPlaces));

    /// <summary>Imports with updates by ID.</summary>
    public async Task<Outcome> UpdateAsync(string text, bool dryRun = false, bool clears = false) =>
        await EndAsync(await StartAsync(await UploadAsync(text), dryRun, true, ("Updates", "true"), ("Clears", clears ? "true" : "false")));

    /// <summary>The field that the preview proposes for a column, by its place; empty for none.</summary>
    public static string? Chosen(Page preview, int column) =>
        preview.Document.QuerySelector($"#column-{column} option[selected]")?.GetAttribute("value");

    public async Task<Outcome> OutcomeAsync(Guid job)
    {
        await using var connection = await Database.OpenAsync();
        var errors = await Npgsql("select line, field, value, rule from host.job_error where job_id = $1 and not is_warning order by no", Row);
        var warnings = await Npgsql("select line, field, value, rule from host.job_error where job_id = $1 and is_warning order by no", Row);
        return (await Npgsql("select state, done, skipped, errors, message, failure from host.job_v1 where id = $1",
            r => new Outcome(job, r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), Text(r, 4), Text(r, 5), errors) { Warnings = warnings })).Single();

        static Refused Row(global::Npgsql.NpgsqlDataReader r) => new(r.GetInt32(0), Text(r, 1), Text(r, 2), r.GetString(3));

        async Task<List<T>> Npgsql<T>(string sql, Func<global::Npgsql.NpgsqlDataReader, T> row)
        {
            await using var command = new global::Npgsql.NpgsqlCommand(sql, connection) { Parameters = { new() { Value = job } } };
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<T>();
            while (await reader.ReadAsync()) rows.Add(row(reader));
            return rows;
        }

        static string? Text(global::Npgsql.NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
    }

    public Task<long> CountAsync(string table = "clients.client") => Database.ValueAsync<long>($"select count(*) from {table}");

    public Task<T?> OfAsync<T>(string name, string column) => Database.ValueAsync<T>($"select {column} from clients.client where name = $1", name);

    /// <summary>A file of people whom nothing is wrong with; another tag, other people.</summary>
    public static string People(string tag, int count, Func<int, string?>? instead = null)
    {
        var document = 10_000_000 + (tag.Sum(c => c) % 80 * 1_000_000);
        var text = new StringBuilder("Nombre;E-mail;Documento/cédula;Dirección;Ciudad;Zona\n");
        for (var i = 1; i <= count; i++)
            text.Append(instead?.Invoke(i) ?? $"Persona {tag} {i};p{i}.{tag}@x.example;{document + i};Calle {i % 97} {i};Azul;Z{i % 7}").Append('\n');
        return text.ToString();
    }
}

/// <summary>How a job ended.</summary>
public sealed record Outcome(Guid Job, string State, long Done, long Skipped, long Errors, string? Message, string? Failure, IReadOnlyList<Refused> Refused)
{
    public IReadOnlyList<Refused> Warnings { get; init; } = [];

    public (string State, long Done, long Skipped, long Errors) Counts => (State, Done, Skipped, Errors);
}

/// <summary>A row that was not taken.</summary>
public sealed record Refused(int Line, string? Field, string? Value, string Rule);

/// <summary>Tests of small files share one web process and one worker.</summary>
[CollectionDefinition(Name)]
public sealed class ImportTests : ICollectionFixture<ImportApp>
{
    public const string Name = "import";
}
