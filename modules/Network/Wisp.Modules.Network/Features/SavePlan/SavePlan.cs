using Wisp.Modules.Network.Domain;
using Wisp.Modules.Network.Features.Catalog;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.SavePlan;

[Feature]
internal sealed class SavePlan(SaveItem save)
{
    private const int FastestKbps = 1_000_000_000;
    private const int LongestMonths = 60;

    /// <summary>Saves a new plan (<paramref name="id"/> is null) or an edited one; an empty answer means saved.</summary>
    public async Task<IReadOnlyList<Problem>> RunAsync(Guid? id, PlanInput input, CancellationToken cancellationToken)
    {
        var (down, up) = (Typed.Number(input.Down, 1, FastestKbps), Typed.Number(input.Up, 1, FastestKbps));
        var (price, months) = (Typed.Money(input.Price), Typed.Number(input.Frequency, 1, LongestMonths));
        List<Problem> problems = [.. SaveItem.CheckName(input.Name)];
        if (down is null) problems.Add(new(nameof(input.Down), "down.invalid", input.Down ?? "", FastestKbps));
        if (up is null) problems.Add(new(nameof(input.Up), "up.invalid", input.Up ?? "", FastestKbps));
        if (price is null) problems.Add(new(nameof(input.Price), "price.invalid", input.Price ?? ""));
        if (months is null) problems.Add(new(nameof(input.Frequency), "frequency.invalid", input.Frequency ?? "", LongestMonths));
        if (problems.Count > 0) return problems;

        return await save.RunAsync<Plan>(CatalogShape.Plans, id, input.Version, plan =>
        {
            plan.Name = Typed.Line(input.Name)!;
            plan.DownKbps = down!.Value;
            plan.UpKbps = up!.Value;
            plan.Price = price!.Value;
            plan.FrequencyMonths = (short)months!.Value;
            plan.PriceIncludesTax = input.IncludesTax;
        }, [], cancellationToken);
    }
}
