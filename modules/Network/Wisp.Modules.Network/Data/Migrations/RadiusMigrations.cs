using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Wisp.Sdk;

namespace Wisp.Modules.Network.Data.Migrations;

[DbContext(typeof(NetworkDb))]
[Migration("20261129090000_sessions")]
internal sealed class Sessions : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261129091000_accounting")]
internal sealed class Accounting : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261129092000_radius")]
internal sealed class Radius : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261129093000_line")]
internal sealed class Line : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261129094000_consumption_by_time")]
internal sealed class ConsumptionByTime : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261130090000_hardware_addresses")]
internal sealed class HardwareAddresses : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261201091000_lost_sessions")]
internal sealed class LostSessions : SqlMigration;

[DbContext(typeof(NetworkDb))]
[Migration("20261201092000_message_authenticator")]
internal sealed class MessageAuthenticator : SqlMigration;
