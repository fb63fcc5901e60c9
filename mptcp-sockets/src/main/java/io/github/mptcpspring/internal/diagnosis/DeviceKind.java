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

package io.github.mptcpspring.internal.diagnosis;

/**
 * What a network device leads to, which decides whether it is a path of its own.
 */
public enum DeviceKind {

	/**
	 * Other hosts, by a way of its own as far as this host can tell.
	 */
	NETWORK,

	/**
	 * Containers and virtual machines of this host, {@code docker0} or {@code virbr0} for
	 * example. No other host is there.
	 */
	INNER,

	/**
	 * One peer: a tunnel, whose packets leave over one of the other devices, or a modem.
	 */
	POINT_TO_POINT,

	/**
	 * Nobody: loopback and dummy devices.
	 */
	NOWHERE

}
