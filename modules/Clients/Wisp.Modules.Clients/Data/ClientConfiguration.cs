using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Data;

internal sealed partial class ClientConfiguration : IEntityTypeConfiguration<Client>
{
    public void Configure(EntityTypeBuilder<Client> client)
    {
        client.ToTable("client");
        client.HasKey(c => c.Id);
        client.Property(c => c.PublicId).ValueGeneratedOnAdd();
        client.Property(c => c.Version).IsRowVersion();
        client.Property(c => c.KindPerson).HasConversion(k => PersonKinds.Code(k), code => PersonKinds.Parse(code));
        client.Property(c => c.Status).HasConversion(s => ClientStatuses.Code(s), code => ClientStatuses.Parse(code));
        client.Property(c => c.Location).HasColumnType("geometry(Point,4326)");

        foreach (var property in client.Metadata.GetProperties())
            if (property.Name != nameof(Client.Version))
                property.SetColumnName(WordStart().Replace(property.Name, "_$0").ToLowerInvariant());
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
