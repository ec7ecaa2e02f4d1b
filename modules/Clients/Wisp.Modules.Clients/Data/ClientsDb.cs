using Microsoft.EntityFrameworkCore;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Data;

internal sealed class ClientsDb(DbContextOptions<ClientsDb> options) : DbContext(options)
{
    public DbSet<Client> Clients => Set<Client>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema("clients");
        modelBuilder.ApplyConfiguration(new ClientConfiguration());
    }
}
