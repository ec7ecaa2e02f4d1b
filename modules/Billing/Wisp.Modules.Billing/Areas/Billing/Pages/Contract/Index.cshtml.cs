using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Modules.Billing.Areas.Billing.Pages.Account;
using Wisp.Modules.Billing.Data;
using Wisp.Modules.Billing.Domain;
using Wisp.Modules.Billing.Features.Account;
using Wisp.Modules.Billing.Features.Extras;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Areas.Billing.Pages.Contract;

/// <summary>"Facturación del contrato": its profile, what it is billed besides its plan, the next period, a change of plan within one.</summary>
[RequirePermission(BillingPermissions.EditClient)]
internal sealed class IndexModel(
    ContractBilling read, NextPeriod next, SaveExtra extras, ChooseProfile profiles, SkipPeriod skip, AdjustPlan adjust, IDatabase<BillingDb> database, AccountScope scope,
    IClientDirectory clients, IIsp isp, IStringLocalizer<ExtrasText> text) : MoneyPage(text)
{
    private readonly IStringLocalizer _text = text;

    [BindProperty(SupportsGet = true)]
    public Guid ContractId { get; set; }

    [BindProperty]
    public ContractInput Input { get; set; } = new();

    public BilledContract Contract { get; private set; } = null!;

    public IReadOnlyList<(string Value, string Text)> Profiles { get; private set; } = [];

    public IReadOnlyList<ExtraRow> Extras { get; private set; } = [];

    public IReadOnlyList<ExtraRow> Surcharges { get; private set; } = [];

    public ComingPeriod? Next { get; private set; }

    public IReadOnlyList<SkippedPeriod> Skipped { get; private set; } = [];

    public PlanChange? Change { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? day, CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken)) return NotFound();
        Input.ProfileId = Contract.ProfileId?.ToString();
        Input.Day = day;
        Input.From = Iso(await isp.TodayAsync(cancellationToken));
        await ShowAsync(day, cancellationToken);
        return Page();
    }

    public Task<IActionResult> OnPostProfileAsync(CancellationToken cancellationToken) =>
        DoAsync("profile.saved", () => OneAsync(profiles.RunAsync(Contract, Input.ProfileId, cancellationToken)), cancellationToken);

    public Task<IActionResult> OnPostAddAsync(CancellationToken cancellationToken) =>
        DoAsync("extra.added", () => extras.AddAsync(Contract, Input, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostArchiveAsync(Guid extra, CancellationToken cancellationToken) =>
        DoAsync("extra.archived", () => OneAsync(extras.ArchiveAsync(Contract.Id, extra, cancellationToken)), cancellationToken);

    public Task<IActionResult> OnPostSkipAsync(string? period, CancellationToken cancellationToken) =>
        DoAsync("skip.done", () => OneAsync(skip.RunAsync(Contract, period, Input.Reason, cancellationToken)), cancellationToken);

    public Task<IActionResult> OnPostUndoSkipAsync(string? period, CancellationToken cancellationToken) =>
        DoAsync("skip.undone", () => OneAsync(skip.UndoAsync(Contract, period, cancellationToken)), cancellationToken);

    public Task<IActionResult> OnPostAdjustAsync(string? shown, CancellationToken cancellationToken) =>
        DoAsync("adjust.done", () => OneAsync(adjust.RunAsync(Contract, Input.Day, shown, cancellationToken)), cancellationToken);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<IActionResult> DoAsync(string done, Func<Task<IReadOnlyList<Problem>>> act, CancellationToken cancellationToken)
    {
        if (!await FindAsync(cancellationToken)) return NotFound();
        var problems = await act();
        if (problems.Count == 0)
        {
            TempData["toast"] = _text[done].Value;
            return Redirect($"/billing/contract/{ContractId}");
        }

        await ShowAsync(Input.Day, cancellationToken);
        return Refuse(problems);
    }

    private static async Task<IReadOnlyList<Problem>> OneAsync(Task<Problem?> act) => await act is { } problem ? [problem] : [];

    private async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (await read.FindAsync(ContractId, cancellationToken) is not { } contract
            || !await scope.CoversAsync(contract.ClientId, cancellationToken, BillingPermissions.EditClient)
            || await clients.FindAsync(contract.ClientId, cancellationToken) is not { } client) return false;
        (Contract, Client) = (contract, client);
        return true;
    }

    private async Task ShowAsync(string? day, CancellationToken cancellationToken)
    {
        Profiles = await read.ProfilesAsync(Contract.ProfileId, cancellationToken);
        var all = await read.ExtrasAsync(ContractId, cancellationToken);
        (Extras, Surcharges) = ([.. all.Where(extra => extra.Kind != "surcharge")], [.. all.Where(extra => extra.Kind == "surcharge")]);
        Skipped = await read.SkippedAsync(ContractId, cancellationToken);
        await using (var connection = await database.Source.OpenConnectionAsync(cancellationToken)) Next = await next.OfAsync(connection, ContractId, cancellationToken);
        Change = await adjust.FindAsync(ContractId, day, cancellationToken);
    }
}

/// <summary>What is typed into the page's forms, each of which sends its own part.</summary>
internal sealed class ContractInput : ExtraInput
{
    public string? ProfileId { get; set; }

    public string? Reason { get; set; }

    /// <summary>From when a new plan counts.</summary>
    public string? Day { get; set; }
}
