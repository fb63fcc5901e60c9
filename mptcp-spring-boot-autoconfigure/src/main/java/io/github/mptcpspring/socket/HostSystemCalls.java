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

package io.github.mptcpspring.socket;

import java.util.Optional;

import io.github.mptcpspring.linux.SystemCalls;
import io.github.mptcpspring.socket.Linkage.Linked;
import io.github.mptcpspring.socket.Linkage.NotLinked;

/**
 * The system calls of this host, for those who ask the kernel about more than one socket.
 */
public final class HostSystemCalls {

	private HostSystemCalls() {
	}

	/**
	 * Answer the system calls of this host. The first call on Linux loads native code.
	 * @return the system calls, empty where they cannot be made
	 */
	public static Optional<SystemCalls> find() {
		return switch (Linkage.ofThisHost()) {
			case Linked linked -> Optional.of(linked.calls());
			case NotLinked _ -> Optional.empty();
		};
	}

}
