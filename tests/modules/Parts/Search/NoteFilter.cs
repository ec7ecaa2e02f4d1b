using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Fixtures.Parts.Search;

/// <summary>Finds a note; a few words make it go wrong in its own way.</summary>
[Feature]
internal sealed class NoteFilter : IClientSearchFilter
{
    public string Key => "parts.note";

    public Label Label => PartsModule.Text("Nota");

    public int Order => 200;

    public string? Permission => null;

    public ClientSearchTab Tab => ClientSearchTab.Gateways;

    public ClientFilterInput Input => ClientFilterInput.Text;

    public Task<IReadOnlyList<ClientFilterOption>> OptionsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ClientSql? Matching(ClientFilterValue value) => value.Text switch
    {
        "nothing" => null,
        "throw" => throw new InvalidOperationException("Told to fail."),
        "bad sql" => new ClientSql("select p.client_id from parts.nowhere p"),
        "private" => new ClientSql("select p.client_id from parts.part p"),
        "odd value" => new ClientSql("select p.client_id from parts.parts_v1 p where p.note = $1", new PartsModule()),
        "slow" => new ClientSql("select p.client_id from parts.parts_v1 p cross join pg_sleep(60)"),
        "divide" => new ClientSql("select p.client_id from parts.parts_v1 p where 1 / $1 = 1", 0),
        var text => new ClientSql("select p.client_id from parts.parts_v1 p where position(lower($1) in lower(p.note)) > 0", text),
    };
}
