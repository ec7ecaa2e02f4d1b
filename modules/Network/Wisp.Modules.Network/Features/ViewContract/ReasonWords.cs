using Microsoft.Extensions.Localization;
using Wisp.Contracts.Network;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Features.ViewContract;

/// <summary>Reasons of state changes as people read them: those that modules give in the reader's language, what a person wrote as it is.</summary>
[Feature]
internal sealed class ReasonWords(IEnumerable<IStateReasons> known, IStringLocalizerFactory texts)
{
    /// <summary>What a module calls a reason, or <c>null</c> of what a person wrote.</summary>
    public string? Known(string reason) => known.Select(module => module.Reasons.GetValueOrDefault(reason)).FirstOrDefault(label => label is not null) is { } named ? texts.Text(named) : null;
}
