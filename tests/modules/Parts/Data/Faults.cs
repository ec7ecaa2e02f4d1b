using Wisp.Sdk;

namespace Wisp.Fixtures.Parts;

/// <summary>What the module has been told to fail at.</summary>
[Feature]
internal sealed class Faults(IDatabase<PartsDb> database)
{
    public async Task ThrowIfToldAsync(string name)
    {
        if (await IsToldAsync(name)) throw new InvalidOperationException($"Told to fail at {name}.");
    }

    public Task<bool> IsToldAsync(string name) =>
        database.Source.Sql("select exists (select from parts.fault where name = $1)", name).ValueAsync<bool>();
}
