// RUN: compress-opt %s --split-input-file --verify-diagnostics --compress-insert-profile-marks

// expected-error @+1 {{the name 'compress_profile_mark' is taken by the profiler; rename it}}
func.func private @compress_profile_mark(f32)
