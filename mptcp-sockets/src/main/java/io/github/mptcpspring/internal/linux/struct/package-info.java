/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

/**
 * The C structures that the kernel fills, each a view of an array that knows how much of
 * it the kernel has written. Structures and fields are named as the headers of Linux name
 * them. Nothing here makes a system call, and no {@code MemorySegment} comes in or leaves
 * it.
 */
@NullMarked
package io.github.mptcpspring.internal.linux.struct;

import org.jspecify.annotations.NullMarked;
