using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.Steps;

/// <summary>What a module says it will do, for the dialog.</summary>
/// <param name="Key">The step; its option is ticked by this name.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Plan">What it says; <c>null</c> when it failed to say.</param>
internal sealed record PlannedStep(string Key, string Text, ClientStepPlan? Plan);

/// <summary>
/// Steps of other modules in deactivating and reactivating. They run whoever presses the button; one that cannot run keeps the
/// client as it was, since half a deactivation would go on billing.
/// </summary>
[Feature]
internal sealed class LifecycleSteps(
    IEnumerable<IClientDeactivationStep> deactivation, IEnumerable<IClientReactivationStep> reactivation, IContributions contributions,
    IStringLocalizerFactory texts)
{
    public IReadOnlyList<IClientDeactivationStep> Deactivation => [.. deactivation.OrderBy(step => step.Order).DistinctBy(step => step.Key)];

    public IReadOnlyList<IClientReactivationStep> Reactivation => [.. reactivation.OrderBy(step => step.Order).DistinctBy(step => step.Key)];

    public async Task<IReadOnlyList<PlannedStep>> PlanDeactivationAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var plans = new List<PlannedStep>();
        foreach (var step in Deactivation) await AddAsync(plans, step, () => step.PlanAsync(clientId, cancellationToken), cancellationToken);
        var mayTake = contributions.Allowed(Deactivation).Select(step => step.Key).ToHashSet();
        return plans.ConvertAll(plan => mayTake.Contains(plan.Key) || plan.Plan is null ? plan : plan with { Plan = plan.Plan with { Option = null } });
    }

    public async Task<IReadOnlyList<PlannedStep>> PlanReactivationAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var plans = new List<PlannedStep>();
        foreach (var step in Reactivation) await AddAsync(plans, step, () => step.PlanAsync(clientId, cancellationToken), cancellationToken);
        return plans;
    }

    /// <summary>Runs all; an exception of one is logged under its module.</summary>
    /// <returns>The name of the step that failed, after which the transaction must be rolled back; or <c>null</c>.</returns>
    public async Task<string?> DeactivateAsync(
        IWispTransaction transaction, Guid clientId, string reason, DateTimeOffset at, IReadOnlyCollection<string> options, CancellationToken cancellationToken)
    {
        var mayTake = contributions.Allowed(Deactivation).Select(step => step.Key).ToHashSet();
        foreach (var step in Deactivation)
        {
            var how = new ClientDeactivation(clientId, reason, at, options.Contains(step.Key) && mayTake.Contains(step.Key));
            if (!await RanAsync(step, () => step.RunAsync(transaction, how, cancellationToken), cancellationToken)) return texts.Text(step.Label);
        }

        return null;
    }

    /// <inheritdoc cref="DeactivateAsync"/>
    public async Task<string?> ReactivateAsync(IWispTransaction transaction, Guid clientId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var step in Reactivation)
            if (!await RanAsync(step, () => step.RunAsync(transaction, clientId, at, cancellationToken), cancellationToken)) return texts.Text(step.Label);
        return null;
    }

    private async Task<bool> RanAsync(IContribution step, Func<Task> run, CancellationToken cancellationToken) =>
        (await contributions.TryAsync(
            step, async () =>
            {
                await run();
                return true;
            }, cancellationToken)).Succeeded;

    private async Task AddAsync(List<PlannedStep> plans, IContribution step, Func<Task<ClientStepPlan?>> plan, CancellationToken cancellationToken)
    {
        var said = await contributions.TryAsync(step, plan, cancellationToken);
        if (!said.Succeeded || said.Value is not null) plans.Add(new PlannedStep(step.Key, texts.Text(step.Label), said.Value));
    }
}
