using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.ClientHistory;

/// <summary>What other modules say of their tables in a client's history.</summary>
[Feature]
internal sealed class ForeignWords(IEnumerable<IClientHistoryWords> all, IContributions contributions, IStringLocalizerFactory texts)
{
    /// <summary>Tables whose changes of a client the reader may not see. A module that does not answer hides its own.</summary>
    public async Task<string[]> HiddenAsync(Guid clientId, CancellationToken cancellationToken)
    {
        var allowed = contributions.Allowed(all);
        List<string> hidden = [];
        foreach (var words in all)
        {
            var covers = allowed.Contains(words)
                && (await contributions.TryAsync(words, () => words.CoversAsync(clientId, cancellationToken), cancellationToken)).Value;
            if (!covers) hidden.Add(words.Table);
        }

        return [.. hidden];
    }

    /// <summary>The name of a column, or <c>null</c> when nobody names it.</summary>
    public async ValueTask<string?> FieldAsync(string table, string column)
    {
        foreach (var words in all)
        {
            var named = await contributions.TryAsync(words, () => Task.FromResult(words.Table == table ? words.Fields.GetValueOrDefault(column) : null));
            if (named.Value is { } label) return texts.Text(label);
        }

        return null;
    }

    /// <summary>The lines with values in words, where a module has some for them.</summary>
    public async Task<IReadOnlyList<HistoryLine>> SayAsync(IReadOnlyList<HistoryLine> lines, CancellationToken cancellationToken)
    {
        foreach (var words in all)
        {
            var said = await contributions.TryAsync(words, () => SayAsync(words, lines, cancellationToken), cancellationToken);
            lines = said.Value ?? lines;
        }

        return lines;
    }

    private static async Task<IReadOnlyList<HistoryLine>> SayAsync(IClientHistoryWords words, IReadOnlyList<HistoryLine> lines, CancellationToken cancellationToken)
    {
        var values = lines.Where(line => line.Table == words.Table)
            .SelectMany(line => new[] { line.Old, line.New }.OfType<string>().Select(value => new ClientHistoryValue(line.Field, value))).Distinct().ToList();
        if (values.Count == 0) return lines;

        var said = await words.SayAsync(values, cancellationToken);
        return [.. lines.Select(line => line.Table != words.Table ? line : line with { Old = Say(line.Field, line.Old), New = Say(line.Field, line.New) })];

        string? Say(string field, string? value) => value is not null && said.TryGetValue(new ClientHistoryValue(field, value), out var text) ? text : value;
    }
}
