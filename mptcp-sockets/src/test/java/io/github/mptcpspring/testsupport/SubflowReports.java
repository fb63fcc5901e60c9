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

package io.github.mptcpspring.testsupport;

import io.github.mptcpspring.internal.connection.KernelCapabilities;
import io.github.mptcpspring.internal.descriptor.Kernel;

/**
 * Whether the kernel tells of each subflow of a connection.
 */
public final class SubflowReports {

	private SubflowReports() {
	}

	/**
	 * Skip the test where it does not. In CI that is a failure.
	 */
	public static void require() {
		Prerequisite.require(areGiven(), "this kernel does not tell of each subflow with MPTCP_FULL_INFO (Linux 6.5)");
	}

	/**
	 * Return whether it does.
	 * @return whether it does
	 */
	public static boolean areGiven() {
		return new Kernel().calls().flatMap(KernelCapabilities::probe).map(KernelCapabilities::paths).orElse(false);
	}

}
