// Loaded into the process that the bootstrap starts: when the bootstrap is gone, however that came, the process is asked to end.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
