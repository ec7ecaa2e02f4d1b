using System.Text;
using Wisp.Sdk;

namespace Wisp.Zones.Tests.Areas;

/// <summary>The places' screens and a worker in a process of its own; files go in through the upload page.</summary>
public sealed class AreaApp : IAsyncLifetime
{
    private readonly ZonesApp _app = new();

    public ZonesApp Zones => _app;

    public Browser Admin => _app.Admin;

    public TestDatabase Database => _app.Database;

    public WorkerProcess Worker { get; private set; } = null!;

    public static string File(string name) => Path.Combine(Places.Root, "tests", "Wisp.Zones.Tests", "Files", name);

    public async Task InitializeAsync()
    {
        await _app.InitializeAsync();
        Worker = await WorkerProcess.StartAsync(Database, ("Wisp__WaitFactor", "0.1"));
    }

    public async Task DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _app.DisposeAsync();
    }

    public Task<Page> UploadAsync(string text, string name = "areas.geojson") => UploadAsync(Encoding.UTF8.GetBytes(text), name);

    /// <returns>The preview, once the worker has read the file.</returns>
    public async Task<Page> UploadAsync(byte[] file, string name = "areas.geojson", int seconds = 60)
    {
        using var content = new ByteArrayContent(file);
        return await UploadAsync(content, name, seconds);
    }

    public async Task<Page> UploadAsync(HttpContent content, string name, int seconds = 60)
    {
        var answer = await Admin.UploadAsync(await Admin.GetAsync("/zones/import"), "form.form", "file", name, content);
        if (answer.Location is not { } url || url.Contains('?', StringComparison.Ordinal)) return await Admin.FollowAsync(answer);
        return await Eventually.BecomesAsync(() => Admin.GetAsync(url), page => page.Document.QuerySelector("#reading") is null, seconds);
    }

    /// <summary>Presses "Guardar" on the preview and waits for the job.</summary>
    public async Task<(string State, long Done, long Skipped, long Errors)> TakeAsync(Page preview, params (string Name, string? Value)[] chosen)
    {
        var started = await Admin.SubmitAsync(preview, "form.form", chosen);
        Assert.True(started.Location is not null, started.Text);
        return await EndAsync(Guid.Parse(started.Location!.Split('/')[^1]));
    }

    public async Task<(string State, long Done, long Skipped, long Errors)> EndAsync(Guid job, int seconds = 120)
    {
        await Eventually.BecomesAsync(
            () => Database.ValueAsync<string>("select state from host.job where id = $1", job), state => state is "done" or "failed" or "cancelled", seconds);
        await using var connection = await Database.OpenAsync();
        return (await connection.Sql("select state, done, skipped, errors from host.job_v1 where id = $1", job)
            .ListAsync(r => (r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)))).Single();
    }

    public async Task<List<string>> ErrorsAsync(string key)
    {
        await using var connection = await Database.OpenAsync();
        return await connection.Sql(
            "select coalesce(e.value, '') || ': ' || e.rule from host.job_error e join host.job j on j.id = e.job_id where j.key = $1 order by j.created_at, e.no", key)
            .ListAsync(r => r.GetString(0));
    }

    public static string Square(double west, double south, double side) => FormattableString.Invariant(
        $$"""{"type":"Polygon","coordinates":[[[{{west}},{{south}}],[{{west + side}},{{south}}],[{{west + side}},{{south + side}}],[{{west}},{{south + side}}],[{{west}},{{south}}]]]}""");

    public static string Feature(string name, string geometry) => $$"""{"type":"Feature","properties":{"nombre":"{{name}}"},"geometry":{{geometry}}}""";

    public static string Collection(params string[] features) => $$"""{"type":"FeatureCollection","features":[{{string.Join(",", features)}}]}""";
}

/// <summary>Tests of areas share one web process and one worker.</summary>
[CollectionDefinition(Name)]
public sealed class AreaTests : ICollectionFixture<AreaApp>
{
    public const string Name = "areas";
}
