using Microsoft.Extensions.Localization;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.FormTabs;

/// <summary>A tab that came back with the form, and what was typed into it.</summary>
internal sealed record TypedTab(IClientFormTab Tab, ClientFormInput Input);

/// <summary>Something wrong in a tab; no field when the whole tab failed.</summary>
internal sealed record TabProblem(IClientFormTab Tab, ClientFormProblem? Problem);

/// <summary>The tabs of other modules in the client form: all are checked, then all are saved.</summary>
[Feature]
internal sealed class FormTabs(IEnumerable<IClientFormTab> contributed, IContributions contributions, IStringLocalizerFactory texts)
{
    /// <summary>A hidden field of each drawn tab. One that is not there was not drawn, and its data stay as they are.</summary>
    public const string Marker = "tab";

    public IReadOnlyList<IClientFormTab> Allowed => contributions.Allowed(contributed);

    public string TextOf(IClientFormTab tab) => texts.Text(tab.Label);

    /// <param name="fields">All fields of the posted form.</param>
    public IReadOnlyList<TypedTab> Typed(IReadOnlyDictionary<string, IReadOnlyList<string>> fields)
    {
        var drawn = fields.GetValueOrDefault(Marker) ?? [];
        return [.. Allowed.Where(tab => drawn.Contains(tab.Key)).Select(tab => new TypedTab(tab, new ClientFormInput(Of(tab, fields))))];
    }

    public async Task<IReadOnlyList<TabProblem>> CheckAsync(
        IReadOnlyList<TypedTab> typed, Guid? clientId, string country, CancellationToken cancellationToken)
    {
        var problems = new List<TabProblem>();
        foreach (var (tab, input) in typed)
        {
            var request = new ClientFormRequest(clientId, country, input, []);
            Add(problems, tab, await contributions.TryAsync(tab, () => tab.CheckAsync(request, cancellationToken), cancellationToken));
        }

        return problems;
    }

    /// <summary>Saves in the shared transaction; after a problem it must be rolled back.</summary>
    /// <returns>What is wrong, and whether anything was written: what equals the stored is not.</returns>
    public async Task<(IReadOnlyList<TabProblem> Problems, bool Wrote)> SaveAsync(
        IWispTransaction transaction, IReadOnlyList<TypedTab> typed, Guid clientId, CancellationToken cancellationToken)
    {
        if (typed.Count == 0) return ([], false);
        var problems = new List<TabProblem>();
        var before = await RowsWrittenAsync(transaction, cancellationToken);
        foreach (var (tab, input) in typed)
        {
            Add(problems, tab, await contributions.TryAsync(tab, () => tab.SaveAsync(transaction, clientId, input, cancellationToken), cancellationToken));
            if (problems.Count > 0) return (problems, false);
        }

        return (problems, await RowsWrittenAsync(transaction, cancellationToken) > before);
    }

    // Counted by the database, in whatever table of whatever module.
    private static Task<long> RowsWrittenAsync(IWispTransaction transaction, CancellationToken cancellationToken) =>
        transaction.Connection.Sql("select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint from pg_stat_xact_user_tables")
            .ValueAsync<long>(cancellationToken);

    private static void Add(List<TabProblem> problems, IClientFormTab tab, Attempt<IReadOnlyList<ClientFormProblem>> answer)
    {
        if (!answer.Succeeded) problems.Add(new TabProblem(tab, null));
        else problems.AddRange(answer.Value!.Select(problem => new TabProblem(tab, problem)));
    }

    private static Dictionary<string, IReadOnlyList<string>> Of(IClientFormTab tab, IReadOnlyDictionary<string, IReadOnlyList<string>> fields)
    {
        var start = tab.Key + ".";
        return fields.Where(field => field.Key.StartsWith(start, StringComparison.Ordinal))
            .ToDictionary(field => field.Key[start.Length..], field => field.Value, StringComparer.Ordinal);
    }
}
