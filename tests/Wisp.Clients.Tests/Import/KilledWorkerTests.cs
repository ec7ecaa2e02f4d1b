namespace Wisp.Clients.Tests.Import;

/// <summary>The worker dies as in a power cut, in the middle of an import, again and again.</summary>
[Trait("rule", "IMP-01")]
public sealed class KilledWorkerTests : IAsyncLifetime
{
    private static readonly int Rows = Places.Deep ? 100_000 : 24_000;
    private readonly ClientsApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_row_is_there_once_and_the_job_ends_by_itself(int workers)
    {
        var tag = $"k{workers}";
        // Half of the rows have no key but their line; one in a hundred is bad.
        var file = ImportApp.People(tag, Rows, i => i % 100 == 0 ? $"Mala {i};arroba;;;;" : i % 2 == 0 ? null : $"Persona {tag} {i};;;Calle {i};Azul;Z{i % 7}");
        var preview = await ImportApp.UploadAsync(_app.Admin, System.Text.Encoding.UTF8.GetBytes(file));
        var button = preview.Document.QuerySelector("button[formaction*=Import]")!.GetAttribute("formaction")!;
        var job = Guid.Parse((await _app.Admin.SubmitAsync(preview with { Url = button }, "form.form")).Location!["/jobs/".Length..]);

        var killed = await MortalWorkers.RunAsync(
            _app.Database, workers, Places.Deep ? 10 : 3, 700, async () => await ProgressAsync(job) > 0, () => EndedAsync(job), ImportApp.Hasty);

        Assert.True(killed > 0, "It was over before any worker was killed.");
        Assert.Equal("done", await StateAsync(job));
        var good = Rows - (Rows / 100);
        Assert.Equal(good, await _app.Database.ValueAsync<long>("select count(*) from clients.client where name like 'Persona ' || $1 || ' %'", tag));
        Assert.Equal(good, await _app.Database.ValueAsync<long>("select count(distinct name) from clients.client where name like 'Persona ' || $1 || ' %'", tag));
        Assert.Equal(good, await _app.Database.ValueAsync<long>("select count(*) from host.audit where table_name = 'client' and batch_id = (select batch_id from host.job where id = $1)", job));
        Assert.Equal(Rows / 100, await _app.Database.ValueAsync<long>("select count(*) from host.job_error where job_id = $1", job));
        Assert.Equal(Rows / 100, await _app.Database.ValueAsync<long>("select count(distinct line) from host.job_error where job_id = $1", job));
        Assert.Equal(good, await _app.Database.ValueAsync<long>("select done from host.job_v1 where id = $1", job));
    }

    private Task<long> ProgressAsync(Guid job) => _app.Database.ValueAsync<long>("select done from host.job_v1 where id = $1", job);

    private async Task<bool> EndedAsync(Guid job) => await StateAsync(job) is not ("queued" or "running");

    private Task<string?> StateAsync(Guid job) => _app.Database.ValueAsync<string>("select state from host.job where id = $1", job);
}
