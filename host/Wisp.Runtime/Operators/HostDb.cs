using Microsoft.EntityFrameworkCore;

namespace Wisp.Runtime.Operators;

public sealed class HostDb(DbContextOptions<HostDb> options) : DbContext(options);
