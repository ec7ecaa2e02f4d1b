using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate;

/// <summary>A module's fields among those marked.</summary>
internal sealed record MarkedFields(IClientBulkFields Module, ClientBulkValues Values);

/// <summary>The fields that mass updates offer, ours and those of modules (BULK-07).</summary>
[Feature]
internal sealed class BulkFields(IEnumerable<IClientBulkFields> all, IContributions contributions)
{
    public IReadOnlyList<IClientBulkFields> Allowed => contributions.Allowed(all);

    /// <summary>The field of a key, whoever may use it: a finished batch is shown to all who may see it.</summary>
    public ClientBulkField? Find(string key) => all.SelectMany(module => module.Fields).FirstOrDefault(field => field.Key == key);

    public async Task<IReadOnlyList<ClientFilterOption>?> OptionsAsync(IClientBulkFields module, string field, CancellationToken cancellationToken)
    {
        var options = await contributions.TryAsync(module, () => module.OptionsAsync(field, cancellationToken), cancellationToken);
        return options.Succeeded ? options.Value : null;
    }

    /// <summary>Marked fields by their module; <c>null</c> when one is not to be had.</summary>
    public IReadOnlyList<MarkedFields>? Of(ClientBulkValues values)
    {
        var modules = Allowed;
        var known = modules.SelectMany(module => module.Fields).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        if (!values.ByField.Keys.All(known.Contains)) return null;
        return [.. modules
            .Select(module => new MarkedFields(module, new ClientBulkValues(
                module.Fields.Where(field => values.ByField.ContainsKey(field.Key)).ToDictionary(field => field.Key, field => values.ByField[field.Key], StringComparer.Ordinal))))
            .Where(marked => marked.Values.ByField.Count > 0)];
    }

    /// <summary>What is wrong with the values themselves, by field; <c>null</c> stands for a module that did not answer.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> CheckAsync(IReadOnlyList<MarkedFields> marked, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (module, values) in marked)
        {
            foreach (var field in module.Fields.Where(field => !field.CanBeCleared && values.ByField.TryGetValue(field.Key, out var value) && value is null))
                wrong[field.Key] = "";
            var said = await contributions.TryAsync(module, () => module.CheckAsync(values, cancellationToken), cancellationToken);
            if (!said.Succeeded) wrong[values.ByField.Keys.First()] = null;
            else foreach (var (field, problem) in said.Value!) wrong[field] = problem;
        }

        return wrong;
    }
}
