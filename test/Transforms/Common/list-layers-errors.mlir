// RUN: not compress-opt %s --compress-list-layers=format=xml 2>&1 | FileCheck %s
// CHECK: format option: Cannot find option named 'xml'!
module {}
