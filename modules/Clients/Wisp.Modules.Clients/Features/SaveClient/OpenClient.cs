using Microsoft.EntityFrameworkCore;
using Wisp.Modules.Clients.Data;
using Wisp.Modules.Clients.Domain;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>Reads a client for its form.</summary>
[Feature]
internal sealed class OpenClient(ClientsDb db, ClientScopes scopes)
{
    public async Task<Client?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await scopes.CoversAsync(id, cancellationToken)
            ? await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken)
            : null;
}
