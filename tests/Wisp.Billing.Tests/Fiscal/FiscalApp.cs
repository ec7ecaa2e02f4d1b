using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Billing.Tests.Fiscal;

/// <summary>The same with a module beside it that brings a tax authority, which lives in a folder.</summary>
public sealed class FiscalApp : WorkerApp
{
    private static readonly Lazy<string> WithAuthority = new(() => FixtureModules.BesideShipped("authority"));
    private static long _taxpayer = 30500000000;

    protected override string? Modules => WithAuthority.Value;

    /// <summary>Where the authority keeps what it authorised.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("wisp-authority-").FullName;

    public override Task<WorkerProcess> StartWorkerAsync() => WorkerProcess.StartAsync(
        Database, ("Wisp__WaitFactor", "0.1"), ("Wisp__ModulesPath", WithAuthority.Value), ("WISP_AUTHORITY", Folder));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A new worker in the place of one that died.</summary>
    public async Task ReplaceWorkerAsync()
    {
        await Worker!.DisposeAsync();
        Worker = await StartWorkerAsync();
    }

    /// <summary>A firm that reports, and a final consumer whom it bills on B with 21 %.</summary>
    /// <param name="name">The client's name.</param>
    /// <param name="script">What the authority does with the firm's first documents.</param>
    public async Task<(string Taxpayer, Guid Client)> ReportedAsync(string name, params string[] script)
    {
        var taxpayer = $"{Interlocked.Increment(ref _taxpayer)}";
        await File.WriteAllLinesAsync(Path.Combine(Folder, $"script-{taxpayer}"), script);
        var firm = await FirmAsync(Unique(name), taxpayer: taxpayer);
        await Database.RunAsync("update billing.firm set authority = 'file' where id = $1", firm);
        return (taxpayer, await BilledAsync(name, await TodayAsync(), firm: firm, kind: "B", condition: "5", email: $"{taxpayer}@example.com", taxes: Vat));
    }

    /// <summary>State at the authority and paper of each of a client's invoices, in the order in which they were made.</summary>
    public Task<string?> ReportsAsync(Guid client) => Database.ValueAsync<string>(
        "select string_agg(concat_ws(' ', fiscal_state, number), ', ' order by public_id) from billing.invoice where client_id = $1", client);

    /// <summary>Reports until a client's invoices are so.</summary>
    public async Task UntilAsync(Guid client, string reports)
    {
        await JobAsync("billing.report");
        await Eventually.BecomesAsync(() => ReportsAsync(client), found => found == reports);
    }

    /// <summary>Presses "Volver a intentar".</summary>
    public async Task RetryAsync(Guid document) =>
        Assert.Equal("Se vuelve a intentar", await ToastAsync(await Admin.SubmitAsync(await Admin.GetAsync($"/billing/invoices/{document}"), "#fiscal form")));

    /// <summary>The invoices of a client in the order in which they were made.</summary>
    public async Task<Guid[]> MadeAsync(Guid client) =>
        (await Database.ValueAsync<Guid[]>("select array_agg(id order by public_id) from billing.invoice where client_id = $1", client))!;

    /// <summary>Files of what was authorised of a taxpayer.</summary>
    public IEnumerable<string> Vouchers(string taxpayer) =>
        Directory.EnumerateFiles(Folder, $"{taxpayer}-*.json").Select(file => Path.GetFileNameWithoutExtension(file)[(taxpayer.Length + 1)..]).Order(StringComparer.Ordinal);

    private async Task<string> ToastAsync(Page answer) => string.Join(' ', (await Admin.GetAsync(answer.Location!)).Texts("#toasts .toast-note"));
}

/// <summary>Tests of reporting share one worker.</summary>
[CollectionDefinition(Name)]
public sealed class FiscalTests : ICollectionFixture<FiscalApp>
{
    public const string Name = "fiscal";
}
